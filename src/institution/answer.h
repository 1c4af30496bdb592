// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What an answer is in code: a name, its parameters, and the calls that its question needs. Each
 * answer's file ends with one const struct answer_rule; answers.def lists them all. Calls with
 * const institutions are pure. p: the answer's parameters in force, in the order of its .def
 * list. */
#ifndef INSTITUTION_ANSWER_H
#define INSTITUTION_ANSWER_H
#include "care/questions.h"
#include "institution/institutions.h"

#define ANSWER_PARAMS_MAX 24u

enum price_tier {
    TIER_FULL,
    TIER_MARGINAL,
    TIER_SHORT,
    TIER_SHORT_MARGINAL,
    TIER_READMISSION,
    TIER_INCLUDED,
    PRICE_TIERS
};

struct terms { /* payment: how a provider is paid for a service line */
    double variable;      /* share of the price paid for each case */
    double fixed;         /* share of the base value paid as a monthly sum */
    bool plan;            /* nothing paid beyond the plan of the year */
    double plan_ceiling;  /* plan's growth a year at most */
    bool from_what_is_left; /* the fixed sum follows what the board has left, not the base */
    bool forecast;        /* the fixed sum follows the forecast growth of need */
    /* growth of the price or sum a year above the growth of costs (negative: efficiency) */
    double uplift;
    /* What a case brings when it is not the same for all (payment/tiers.c). tiers 0: one price, as
     * above. */
    unsigned tiers;       /* rows of prices: 0, or PRICE_TIERS */
    /* share of the price by tier, times variable where that is above 0 */
    double tier[PRICE_TIERS];
    /* ratio to the base beyond which a case is of the marginal tier; 0: no volume agreed */
    double volume;
    bool admissions;      /* the volume is one of emergency admissions alone */
    /* with plan: the plan is so many times the base, whatever can be afforded; 0: as above */
    double cap;
    /* price of an emergency stay over its mean, as short ones pay less; 0: as it is */
    double stay;
    /* price of a planned day case or stay over its mean, as best practice and severity move it;
     * 0: as it is */
    double admitted;
    double short_below;   /* an emergency stay of less complexity is a short stay; 0: none are */
    /* an emergency stay so soon after planned treatment is a readmission; 0: none are */
    unsigned readmission_days;
    /* best practice: added to the price of a day case, taken from that of a stay */
    double day_case;
    /* price follows this share of a difference in complexity, not economy.price_split */
    bool own_split;
    double split;
    /* the price is multiplied by what the provider has agreed (payment/negotiated_price.c) */
    bool bargained;
    /* coding: one step deeper, and its pounds a coded case; 0: nothing to gain */
    double coding_step, coding_cost;
    double coding_deepest;
    /* persons with so many long-term conditions are paid by the year; 0: nobody */
    unsigned conditions;
    double patient_year;  /* pounds a year of such a person */
    unsigned lines_a_case;/* invoices a case; 0: one */
};

struct risk_pool { double premium, part; }; /* share of money; of a member's deficit */

struct gp_terms { /* pay of general practice, as shares of the income of the start */
    double fixed;        /* salaries and expenses, whatever is done */
    double capitation;   /* by the weighted list */
    double activity;     /* by contacts */
    double results;      /* by points, at the achievement that was budgeted for */
    double achieved;     /* points reached over points budgeted for */
    /* minimum income: what an income below this share of the historic one is made up to; 0 none */
    double floor;
    double floor_fades;  /* a year: the making up shrinks by this share of its first size */
    /* standard deviation, over practices, of historic income about the formula's */
    double spread;
};

struct award; /* market/market.h */

/* award and oversight: steps of a year, each with its cost in administration.def */
struct market_steps {
    double contracts, agreements, notices, applications, tenders;
};
/* oversight: the law under which providers hold licences (oversight/licences.h): why NHS trusts
 * hold one; NULL: they are exempt */
struct licence_law { const char *nhs_trusts; };

struct answer_rule {
    const struct parameter_table *params;
    /* Every question. Called once for each row (an assignment of the regime to this question) that
     * is in force for some line of some commissioner; row_in_force says for which. A fault is left
     * in i->failed. */
    /* the regime comes into force */
    void (*opens)(struct institutions *i, struct world *w, const double *p, unsigned row);
    /* each month begins, money shared */
    void (*month)(struct institutions *i, struct world *w, const double *p, unsigned row);
    /* each 1 April, money shared */
    void (*year)(struct institutions *i, struct world *w, const double *p, unsigned row);
    /* the regime leaves force */
    void (*closes)(struct institutions *i, struct world *w, const double *p, unsigned row);
    /* funding, pure: see held_back in care/questions.h; NULL: nobody is kept. */
    double (*held_back)(const struct institutions *i, const struct world *w, const double *p,
                        const struct referral *r);
    /* funding, pure: what a holder of a personal budget gains, by kind of need and months held
     * (funding/personal_budgets.h); NULL: nothing. */
    double (*holder_gain)(const double *p, unsigned need, unsigned months);
    /* award: the contract of (commissioner, line) has ended or the service is new; begins a process
     * (market/market.h). */
    void (*line_ended)(struct institutions *i, struct world *w, const double *p,
                       unsigned commissioner, unsigned line);
    /* award: why a line that its holder gave back may be awarded urgently to the public body; NULL:
     * that steps in without an award */
    const char *urgent_why;
    /* oversight: a complaint about an award; a merger of two providers. NULL: nobody hears it;
     * nobody stands in its way. */
    void (*complaint)(struct institutions *i, struct world *w, const double *p, struct award *a,
                      unsigned complainant);
    bool (*merger_may)(struct institutions *i, struct world *w, const double *p, unsigned one,
                       unsigned other);
    /* funding: shares total pence out over commissioners, exactly; last[c]: their allocations
     * before. */
    void (*share)(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out);
    /* funding: the bodies that hold the money, which close when others take their place; NULL: it
     * goes through whatever bodies there are */
    const char *bodies;
    /* funding: a commissioner pays for the hospitals that stand in it, not for its residents
     * (funding/host.h); NULL: no */
    bool (*host_pays)(const double *p);
    /* funding, pure: what a pool of commissioners takes and pays; NULL: there is none */
    struct risk_pool (*risk_pool)(const double *p);
    /* funding: pounds a head and year beyond which a commissioner may not spend on running itself;
     * 0 or NULL: no cap */
    double (*running_cost_cap)(const double *p);
    /* award: contracts opened, run down and ended this month; the year's steps for a
     * commissioner. */
    void (*contracts)(struct institutions *i, struct world *w, const double *p, unsigned month);
    /* courses of peer support bought a head and year: care/questions.h; NULL: none */
    double (*peer_places)(const double *p);
    /* share of a private contract, months after the regime began; NULL: all */
    double (*allowed)(const double *p, double months);
    void (*steps)(const struct institutions *i, const double *p, unsigned commissioner,
                  struct market_steps *s);
    /* choice: draws what lists need (NULL: nothing); the list of an area in a function; built when
     * contracts change. */
    void (*plan_lists)(struct institutions *i, const double *p);
    /* the list of those to be operated on is another than that of those who are not */
    bool by_class;
    int (*list)(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max);
    /* help with travel: share of the cost of distance that it takes from a person, and pounds for
     * each visit of whoever gets it; NULL: none */
    double (*travel_eased)(const struct institutions *i, const struct world *w, const double *p,
                           uint32_t person);
    double (*travel_cost)(const double *p);
    /* payment */
    struct terms (*terms)(const double *p, bool public_provider);
    /* risk */
    double (*package_supply)(const struct institutions *i, const double *p, unsigned council);
    bool (*assess_in_hospital)(const double *p); /* NULL: at home afterwards */
    /* share of the cost falling on others that the holder of a commissioner's line (a provider row)
     * bears: risk/risk.h */
    double (*elsewhere_share)(const struct institutions *i, const double *p, unsigned commissioner,
                              unsigned line, unsigned holder);
    /* acceptance */
    enum refusal (*accepts)(const struct institutions *i, const struct world *w, const double *p,
                            const struct referral *r, unsigned provider, double complexity);
    /* of a practice's list: care/questions.h; NULL: it must stay open */
    struct list_terms (*list_terms)(const double *p, const struct list_request *r);
    /* failure: at the end of a financial year, and each month */
    void (*year_closed)(struct institutions *i, struct world *w, const double *p,
                        unsigned provider);
    void (*failing_month)(struct institutions *i, struct world *w, const double *p,
                          unsigned provider);
    /* oversight: providers need a licence; NULL: none does */
    const struct licence_law *licences;
    /* oversight: each month; at the end of a financial year */
    void (*overseen)(struct institutions *i, struct world *w, const double *p, unsigned month);
    void (*year_overseen)(struct institutions *i, struct world *w, const double *p);
    /* risk, pure: part of its people that teams which join up care look after; NULL: none
     * (integration/integration.h) */
    double (*teams)(const double *p);
    /* entitlement */
    /* pounds */
    double (*private_price)(const struct institutions *i, const double *p, uint32_t person,
                            unsigned function);
    double (*package_charge)(const struct institutions *i, const struct world *w, const double *p,
                             const struct care_week *c);
    /* pence of a case that the person pays to the commissioner (an excess); NULL: nothing */
    pence_t (*case_charge)(struct institutions *i, const double *p, const struct activity *a,
                           pence_t pence);
    /* pure: see stays_away in care/questions.h; NULL: nobody does */
    double (*stays_away)(const struct institutions *i, const struct world *w, const double *p,
                         const struct referral *r);
    /* pay: price of a session as ratio to the national scale, given the share of wanted sessions
     * nobody fills */
    double (*session_price)(const double *p, double shortage);
    /* pay: pay of a provider's other staff as ratio to the national scale (workforce/workforce.h);
     * NULL: 1 */
    double (*pay_ratio)(const struct institutions *i, const double *p, unsigned provider);
    /* pay: of those hired after their service changed hands, as ratio to their colleagues' who came
     * with it; NULL: 1 */
    double (*newcomer_pay)(const double *p);
    /* pay of general practice: terms; NULL: the sum by the head, as it is (pay/gp_income.h) */
    struct gp_terms (*gp_terms)(const double *p);
};

#define ANSWER(question, name, line) extern const struct answer_rule answer_##name;
#include "institution/answers.def"
#undef ANSWER
extern const struct answer_rule *const answer_rules[]; /* beside institution_answers */
int answer_find(enum question q, const char *name); /* row of institution_answers, or -1 */

struct assignment { /* an answer with its parameters and its source, as a regime file gives it */
    uint16_t answer;
    char source[256];
    double value[ANSWER_PARAMS_MAX];
};

/* The inside of a regime, for the files of this room. line or LINE_COUNT for all lines. */
struct exception { char commissioner[8]; uint8_t question, line, assignment; };
#define ASSIGNMENT_MAX 96u
#define EXCEPTION_MAX 64u
struct regime {
    char name[96], title[160], source[256];
    unsigned n_assignments, n_exceptions;
    struct assignment assignment[ASSIGNMENT_MAX];
    uint8_t of[Q_COUNT][LINE_COUNT];
    struct exception exception[EXCEPTION_MAX];
    struct regime *before; /* the regime it reforms; NULL for the present one */
};

/* Defines a table of an answer's parameters from its .def list: use once, in the answer's .c. */
#define ANSWER_TABLE(name)                                                       \
    const struct parameter_table name##_param_table = {                          \
        #name, sizeof name##_rows / sizeof *name##_rows, name##_rows};           \
    static_assert(sizeof name##_rows / sizeof *name##_rows <= ANSWER_PARAMS_MAX, \
                  "too many parameters")

#endif
