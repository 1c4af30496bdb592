// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Money: whole pence, double entry, moved by one function with a reason. Kept as balances by
 * (payer, payee, line, reason, month), with no journal of single postings. */
#ifndef BASE_LEDGER_H
#define BASE_LEDGER_H
#include <stdint.h>
#include "base/arena.h"

typedef int64_t pence_t;
typedef struct { uint16_t i; } account_id;

/* The reasons group into the categories of the report. */
enum ledger_reason {
    REASON_ALLOCATION,      /* Treasury to commissioner, council */
    REASON_CARE,            /* payment for care, to the provider */
    REASON_CARE_COST,       /* what care costs the provider: staff and supplies */
    REASON_COMMISSIONING,   /* running a commissioner */
    REASON_BIDDING,
    REASON_CONTRACTING,     /* writing and monitoring contracts */
    REASON_INVOICING,       /* coding, billing, reconciling */
    REASON_LEGAL,
    REASON_CAPITAL,
    REASON_PFI,
    REASON_AGENCY_PREMIUM,
    REASON_PROFIT,          /* provider to investors */
    REASON_REORGANISATION,
    REASON_PRIVATE,         /* persons and insurers, for care outside the public purse */
    REASON_CHARGE,          /* persons, charges within the public service */
    REASON_DEFICIT_SUPPORT, /* brokerage */
    REASON_RECRUITMENT,     /* bringing staff in from outside */
    REASON_LOCAL_TAX,       /* persons to a commissioner: public money, as the Treasury's is */
    REASON_COUNT
};
enum ledger_category {
    CATEGORY_CARE,
    CATEGORY_MARKET,
    CATEGORY_CAPITAL,
    CATEGORY_AGENCY,
    CATEGORY_PROFIT,
    CATEGORY_REORGANISATION,
    CATEGORY_PRIVATE,
    CATEGORY_TRANSFER,
    CATEGORY_COUNT
};
enum ledger_category reason_category(enum ledger_reason r);
const char *reason_name(enum ledger_reason r);
const char *category_name(enum ledger_category c);

struct ledger_row {
    uint16_t payer, payee;
    uint8_t line, reason;
    uint16_t month;
    pence_t pence;
    uint64_t count;
};
struct ledger {
    uint16_t n_accounts;
    uint32_t n_rows, capacity; /* rows in order of first posting */
    struct ledger_row *rows;
    uint32_t *slots, n_slots;  /* hash of rows */
    pence_t *balance;          /* by account */
    uint16_t month;            /* current month of the run, 0 = first */
    int failed;                /* sticky FAULT_MEMORY */
};

int ledger_init(struct ledger *l, uint16_t n_accounts) __attribute__((warn_unused_result));
void ledger_free(struct ledger *l);
/* Moves pence (>= 0) from payer to payee. Nothing else changes a balance. */
void ledger_move(struct ledger *l, account_id payer, account_id payee, uint8_t line,
                 enum ledger_reason reason, pence_t pence);
pence_t ledger_balance(const struct ledger *l, account_id a);
/* 0 if balances sum to nought and equal the sums of the rows; else FAULT_BROKEN. */
int ledger_check(const struct ledger *l) __attribute__((warn_unused_result));

#endif
