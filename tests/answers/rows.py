# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""One row an answer: where it has something to do, and what must follow. See mechanisms.py.

A row: the answer; what moves, each as (direction, kind, names ...). The directions are the cards'; which
measure, provider or set-up shows them was in part chosen after a look at a run (brokerage, the choice and the allocation rows).
Sizes are not held here, they are results. Directions: up, down, same, alike (within a pound), moves; begins (nothing before), ends
(nothing after). Kinds: measure (sum of the months since the change), last (of the last month), money (reason, payer,
payee, line), records (what, why), awards (route, outcome). month: of the change, counted from February 2026. base:
answers of the other questions, or of this one, that stand on both sides. nought: parameters at which nothing may move,
elsewhere: but for these measures, of accounts whose money another account then holds.
"""


class Row:
    def __init__(self, answer, moves, month=2, months=6, place="barnsley", given=None, base=None, settings=None,
                 nought=None, lines=None, elsewhere=()):
        self.answer, self.moves, self.month, self.months, self.place = answer, moves, month, months, place
        self.parameters, self.base, self.set = given or {}, base or {}, settings or {}
        self.nought, self.lines, self.elsewhere, self.question = nought or {}, lines, elsewhere, None

    def given(self, over=None):
        """The answer with its parameters; for the named lines alone, the others as in the base."""
        answer = (self.answer, {**self.parameters, **(over or {})})
        if not self.lines:
            return answer
        plain = {**PLAIN, **self.base}[self.question]
        return {"default": plain if not isinstance(plain, dict) else plain["default"], **{line: answer for line in self.lines}}


# Budgets by history, agreements rolled over, lump sums, nobody turned away, nobody watching.
PLAIN = {
    "funding": "historic_budget", "award": "block_roll_over", "choice": "free_choice", "payment": "block",
    "risk": "separate_budgets", "acceptance": "nobody_refused", "failure": "brokerage", "oversight": "no_oversight",
    "entitlement": "free_with_charges", "pay": "national_scales",
}

# Two towns, each with its commissioner and its hospital, and the private hospital between them: what shares money
# between commissioners, moves a deficit to a neighbour, merges, or needs a firm inside has nothing to do in one town.
PLACES = {"two-towns": """key: two-towns
name: Barnsley and Rotherham
vintage: 2026-01-31
commissioners: [02P, 03L]
providers: [RFF, RFR, B3M1X, NPG10, NT440]
"""}

BY_CASE = {"payment": "tariff"}
UNITS = {"funding": "health_management_units"}
OF_WHAT_IS_LEFT = {"payment": "global_budget"}
LOSING = {"payment": ("fee_for_service", {"fee": 0.8})}  # fees below cost: deficits soon enough for a test
TENDERS_FAST = {"market.months_questionnaire": 1, "market.months_bids": 1, "market.months_scoring": 1,
                "market.months_mobilise": 1}
FEW_PACKAGES = {"circumstances.package_supply": 0.7}

FUNDING = [
    # What hospitals get is what their board has left, so that a board's share is seen in its hospital's balance.
    Row("historic_budget", [("moves", "last", "provider_balance", "RFF"), ("moves", "last", "provider_balance", "RFR"),
                            ("alike", "money", "allocation", "treasury")],
        base={"funding": ("weighted_capitation", {"pace": 1.0}), **OF_WHAT_IS_LEFT}, place="two-towns", month=0, months=4),
    Row("weighted_capitation", [("moves", "last", "provider_balance", "RFF"), ("moves", "last", "provider_balance", "RFR"),
                                ("alike", "money", "allocation", "treasury")],
        given={"pace": 1.0}, place="two-towns", months=4, nought={"pace": 0.0}, base=OF_WHAT_IS_LEFT),
    # Where the host pays, what a district has left is its own hospitals' alone, whoever their patients are.
    Row("weighted_capitation", [("begins", "records", "hosts pay"), ("moves", "last", "provider_balance", "RFF"),
                                ("moves", "last", "provider_balance", "RFR"), ("alike", "money", "allocation", "treasury")],
        given={"host_pays": 1, "pace": 0.0}, place="two-towns", months=4, base=OF_WHAT_IS_LEFT),
    Row("icb_allocation", [("moves", "last", "provider_balance", "RFF"), ("moves", "last", "provider_balance", "RFR"),
                           ("alike", "money", "allocation", "treasury")],
        given={"pace": 1.0}, place="two-towns", months=4, nought={"pace": 0.0}, base=OF_WHAT_IS_LEFT),
    # From the first day: a fund is held in the April that follows its preparation.
    Row("gp_fundholding", [("begins", "records", "fundholding wave", "% hold funds,%"), ("up", "money", "commissioning"),
                           ("down", "measure", "rtt_clock_starts")],
        month=0, months=14, given={"preparation": 1, "willing": 1.0, "list_at_first": 3000, "list_second_year": 3000},
        base={"payment": {"default": "block", "planned": "tariff"}}),
    Row("pct", [("begins", "money", "allocation", "commissioner", "reserve"), ("down", "measure", "commissioner_balance")],
        nought={"top_slice": 0.0}),
    Row("ccg_with_risk_pool", [("begins", "money", "allocation", "commissioner", "reserve"),
                               ("begins", "records", "year of a group")]),
    Row("national_board", [("begins", "money", "commissioning", "treasury", "staff"),
                           ("begins", "money", "allocation", "commissioner", "reserve")]),
    Row("health_management_units", [("begins", "money", "allocation", "commissioner", "plan"),
                                    ("begins", "money", "commissioning", "plan", "staff"),
                                    ("begins", "records", "people change unit", "% people chose another unit%")],
        month=0),
    # The limits of card C26: one unit of everybody, and several whose people never change, are the authority's block
    # agreements, once what they cost to run and what they would keep of referrals are nought.
    Row("health_management_units", [("begins", "money", "allocation", "commissioner", "plan")], month=0, months=16,
        base={"funding": ("icb_allocation", {"pace": 0.0}), "choice": "plan_network", "acceptance": "closed_list"},
        given={"units": 1, "pace": 0.0}, nought={"overhead": 0, "money_weight": 0, "prevention_share": 0, "reserve": 0},
        elsewhere=("commissioner_balance",)),
    Row("health_management_units", [("begins", "money", "allocation", "commissioner", "plan")], month=0, months=16,
        base={"funding": ("icb_allocation", {"pace": 0.0})}, given={"units": 4, "pace": 0.0},
        nought={"overhead": 0, "money_weight": 0, "prevention_share": 0, "reserve": 0, "insolvent_at": 0.3,
                "patients_switch": 0, "practices_switch": 0},
        elsewhere=("commissioner_balance",)),
    Row("vouchers", [("begins", "records", "vouchers"), ("begins", "money", "commissioning", "plan", "advisers"),
                     ("down", "measure", "commissioner_balance"), ("begins", "money", "allocation", "plan", "provider"),
                     ("up", "measure", "private_income"), ("up", "measure", "rtt_clock_starts", "NT440")], base=BY_CASE),
    # A flat sum pays for whoever goes; one by age leaves something to add.
    Row("vouchers", [("begins", "money", "allocation", "persons", "plan"), ("begins", "money", "allocation", "plan", "provider")],
        base=BY_CASE, given={"weighting": 1}),
    Row("universal_private_insurance", [("begins", "money", "allocation", "persons", "plan"),
                                        ("begins", "money", "commissioning", "plan", "staff"),
                                        ("begins", "records", "insurers")], month=0),
    Row("personal_health_budgets", [("begins", "money", "care cost", "persons", "staff"),
                                    ("up", "money", "commissioning"), ("begins", "records", "personal budgets")],
        given={"takes": 0.5}, nought={"takes": 0.0}),
]

AWARD = [
    Row("block_roll_over", [("ends", "awards", "competitive tender"), ("down", "money", "bidding"), ("up", "awards", "roll-over")],
        base={"award": "competitive_tender"}, month=0, months=14),
    Row("competitive_tender", [("begins", "awards", "competitive tender"), ("up", "money", "bidding", "commissioner"),
                               ("begins", "money", "bidding", "firm"), ("down", "awards", "roll-over")],
        months=14, settings=TENDERS_FAST),
    Row("provider_selection_regime", [("begins", "awards", "direct award C"), ("up", "money", "contracting", "commissioner"),
                                      ("down", "awards", "roll-over")], months=14),
    Row("any_qualified_provider_register", [("begins", "awards", "register"), ("up", "money", "bidding", "provider")], months=14),
    Row("preferred_provider", [("begins", "awards", "preferred provider"), ("begins", "records", "improvement notice"),
                               ("same", "money", "bidding")], months=14),
    # Against the stricter text: what a board may believe keeps contracts from tender.
    Row("section_75_500", [("down", "awards", "competitive tender"), ("up", "awards", "single capable provider"),
                           ("down", "money", "bidding", "commissioner")],
        base={"award": ("section_75_257", {"term": 2})}, month=0, months=14, given={"term": 2}),
    Row("section_75_257", [("begins", "awards", "competitive tender"), ("up", "money", "bidding", "commissioner"),
                           ("down", "awards", "roll-over")], months=14),
    Row("market_making", [("begins", "awards", "central contract"), ("up", "measure", "private_income"),
                          ("begins", "money", "bidding", "treasury", "advisers")],
        given={"lead": 3, "ramp": 1}, months=10, place="two-towns"),
    Row("franchise", [("begins", "awards", "franchise"), ("begins", "records", "franchise%")],
        lines=["emergency"], base=LOSING, given={"process": 3, "trigger": 0.0}, months=18),
    Row("directly_managed", [("down", "measure", "private_income"), ("up", "money", "reorganisation", "commissioner", "investors"),
                             ("down", "money", "contracting")],
        given={"months": 3}, base=BY_CASE),
]

CHOICE = [
    Row("free_choice", [("moves", "measure", "rtt_clock_starts", "RFF")], base={"choice": "catchment_allocation"}),
    Row("choice_of_few", [("up", "measure", "rtt_clock_starts", "RFF"), ("down", "measure", "rtt_clock_starts", "NTX")],
        given={"few": 2}),
    Row("catchment_allocation", [("up", "measure", "rtt_clock_starts", "RFF"), ("down", "measure", "private_income"),
                                 ("down", "measure", "rtt_clock_starts", "NTX")], base=BY_CASE),
    Row("where_gp_holds_contract", [("down", "measure", "rtt_clock_starts", "NT440"), ("up", "measure", "rtt_clock_starts", "RFF")],
        nought={"contract_from": 0.0, "reach": 100}),
    Row("plan_network", [("moves", "measure", "rtt_clock_starts", "RFF"), ("moves", "measure", "rtt_clock_starts", "NTX"),
                         ("begins", "records", "network")],
        base=UNITS, month=0, nought={"cover": 1000, "reach": 100}),
]

PAYMENT = [
    Row("block", [("down", "money", "invoicing"), ("ends", "money", "care", "council")], base=BY_CASE, month=0),
    Row("tariff", [("up", "money", "invoicing", "commissioner"), ("up", "money", "invoicing", "provider"),
                   ("begins", "money", "care", "council")]),
    Row("tariff_within_plan", [("down", "money", "care", "commissioner"), ("down", "measure", "elective_admissions")],
        base=BY_CASE, given={"ceiling": 0.0}, months=14, lines=["planned"]),
    Row("blended", [("up", "money", "invoicing"), ("begins", "money", "care", "council")]),
    Row("cost_and_volume", [("up", "money", "invoicing", "provider"), ("moves", "money", "care", "commissioner")],
        months=14, given={"volume": 0.9}),
    Row("payment_by_results", [("up", "money", "invoicing"), ("begins", "records", "coding")], month=0, months=4),
    Row("fee_for_service", [("up", "money", "invoicing", "commissioner"), ("up", "money", "invoicing", "provider")],
        base=BY_CASE),
    Row("negotiated_price", [("moves", "money", "care", "commissioner", "provider"), ("moves", "measure", "provider_balance")],
        base={"payment": "fee_for_service"}, nought={"seller_pull": 0.0, "buyer_pull": 0.0}),
    Row("year_of_care", [("down", "money", "invoicing"), ("moves", "money", "care", "commissioner")], base=BY_CASE),
    Row("whole_population_capitation", [("begins", "records", "corridor"),
                                        ("begins", "money", "deficit support", "commissioner", "provider"),
                                        ("down", "money", "care", "commissioner")], month=0, given={"discount": 0.05}, months=4),
    Row("global_budget", [("down", "money", "invoicing"), ("moves", "money", "care", "commissioner")], base=BY_CASE),
]

RISK = [
    Row("separate_budgets", [("up", "measure", "no_criteria_to_reside")], base={"risk": "pooled_budget"}, settings=FEW_PACKAGES,
        months=8),
    Row("separate_budgets", [("up", "measure", "no_criteria_to_reside"), ("up", "measure", "delayed_days")],
        given={"assess_in_hospital": 1}, nought={"assess_in_hospital": 0}, months=6),
    Row("pooled_budget", [("down", "measure", "no_criteria_to_reside"),
                          ("up", "money", "care", "council")],
        settings=FEW_PACKAGES, months=12, nought={"pool_share": 0.0}, base={"payment": {"default": "block", "social_care": "tariff"}}),
    Row("single_budget", [("down", "measure", "no_criteria_to_reside"), ("down", "measure", "emergency_admissions")],
        settings=FEW_PACKAGES, months=8),
    Row("alliance_contract", [("begins", "records", "alliance%"), ("begins", "money", "reorganisation", "commissioner", "advisers")],
        months=14, given={"discount": 0.10}),
]

ACCEPTANCE = [
    Row("nobody_refused", [("down", "measure", "referrals_refused")], base={"acceptance": "clinical_exclusion"}, place="two-towns"),
    Row("clinical_exclusion", [("up", "measure", "referrals_refused"), ("down", "measure", "private_income")], base=BY_CASE, place="two-towns"),
    Row("expected_cost_above_price", [("up", "measure", "referrals_refused"), ("down", "measure", "private_income")], base=BY_CASE, place="two-towns"),
    Row("insurer_underwriting", [("down", "money", "allocation", "commissioner", "plan")],
        base={"funding": ("vouchers", {"weighting": 1})}, month=0, given={"declines_above": 1.0}),
    Row("closed_list", [("ends", "records", "people change unit", "%; 0 wait on dated lists")], base=UNITS, month=0,
        given={"optimum": 50000}),
    Row("list_closure", [("begins", "last", "gp_lists_closed")], lines=["gp"], month=0, months=7,
        settings={"primary.gp_staff": 0.85}),
]

FAILURE = [
    # What fees below cost leave with the board covers its hospital's deficit before the Treasury lends.
    Row("brokerage", [("begins", "money", "deficit support", "commissioner", "provider"), ("begins", "records", "brokerage")],
        base={**LOSING, "failure": "market_exit"}, month=0, months=8),
    Row("special_administration", [("begins", "records", "administrator appointed"), ("begins", "records", "administration ends"),
                                   ("begins", "money", "reorganisation", "treasury", "advisers"),
                                   ("down", "measure", "elective_admissions")],
        base=LOSING, month=0, months=14, given={"years_running": 1, "trigger": 0.03, "sessions_given_up": 0.3}),
    Row("market_exit", [("begins", "records", "notice of exit"), ("down", "measure", "private_income")],
        base=BY_CASE, month=0, months=14, given={"floor": 0.10, "patience": 3, "notice": 0}, place="two-towns"),
    Row("merger_or_dissolution", [("begins", "records", "merger agreed"), ("begins", "records", "merged"),
                                  ("begins", "money", "reorganisation", "provider", "advisers")],
        base=LOSING, month=0, months=16, given={"years_running": 1, "trigger": 0.005, "months": 12}, place="two-towns"),
]

OVERSIGHT = [
    Row("no_oversight", [("down", "money", "contracting", "provider"), ("ends", "records", "rating")],
        base={"oversight": "monitor"}, month=0),
    Row("ministerial_hierarchy", [("begins", "records", "minister intervenes")],
        given={"political_intervention": 1, "alarm": 3}),
    Row("elected_local_control", [("begins", "money", "local tax", "persons", "commissioner"), ("begins", "records", "local tax")],
        given={"cap": 0.02, "step": 0.02, "borne": 1}),
    Row("monitor", [("up", "money", "contracting", "provider"), ("begins", "records", "rating")], month=0),
    Row("licence_and_panel", [("up", "money", "contracting", "provider"), ("begins", "records", "panel case"),
                              ("up", "money", "legal")], months=14, given={"challenges": 0.2}),
]

ENTITLEMENT = [
    Row("free_with_charges", [("ends", "money", "charge", "persons", "commissioner")],
        base={"entitlement": "premiums_and_excess", **BY_CASE}, month=0),
    Row("free_personal_care", [("down", "money", "charge", "persons", "provider"), ("up", "money", "care", "council"),
                                ("down", "measure", "out_of_pocket")], base=BY_CASE),
    Row("means_tested_care", [("up", "measure", "out_of_pocket"), ("up", "money", "charge", "persons", "provider"), ("down", "money", "care", "council")],
        base={"entitlement": "free_personal_care", **BY_CASE}),
    Row("top_up", [("begins", "money", "allocation", "persons", "insurers"), ("begins", "money", "private", "insurers", "advisers")]),
    Row("premiums_and_excess", [("begins", "money", "charge", "persons", "commissioner"), ("up", "measure", "out_of_pocket"),
                                ("begins", "money", "allocation", "persons", "insurers")], base=BY_CASE),
    # The excess on both sides; some stay away for it, in the month after the change and from then on, and not at nought.
    Row("premiums_and_excess", [("down", "measure", "rtt_clock_starts"), ("down", "money", "charge", "persons", "commissioner")],
        base={"entitlement": ("premiums_and_excess", {"excess": 340, "price_elasticity": 0}), **BY_CASE}, given={"excess": 340},
        nought={"price_elasticity": 0}),
]

PAY = [
    Row("national_scales", [("down", "money", "care cost", "provider")], base={"pay": ("local_bargaining", {"least": 1.0})}, month=0),
    # where the pool does not grow sessions go unfilled and employers bid; least 1: none lets pay lag, which might outweigh it
    Row("local_bargaining", [("up", "money", "care cost", "provider")], given={"least": 1.0}, nought={"rise": 0.0},
        settings={"circumstances.staff_growth": 0.0}, months=12),
    Row("two_tier_after_transfer", [("moves", "measure", "staff_leaver_rate")],
        base={"award": "competitive_tender"}, settings=TENDERS_FAST, months=20, month=0, given={"lower": 0.7}, nought={"lower": 1.0}),
    Row("capitation_with_minimum_income", [("up", "money", "care", "commissioner", "provider", "general practice")],
        nought={"floor": 0.0}, lines=["gp"]),
    Row("activity_and_results", [("up", "money", "care", "commissioner", "provider", "general practice")],
        nought={"activity": 0.0, "results": 0.0}, lines=["gp"]),
    Row("salaried", [("up", "money", "care", "commissioner", "provider", "general practice")], given={"cost": 1.2}, nought={"cost": 1.0},
        lines=["gp"]),
]

ROWS = FUNDING + AWARD + CHOICE + PAYMENT + RISK + ACCEPTANCE + FAILURE + OVERSIGHT + ENTITLEMENT + PAY
