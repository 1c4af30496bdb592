// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who can pay and be paid: the Treasury, commissioners, councils, providers, persons, insurers,
 * investors, advisers, staff (all that care costs), suppliers (building and equipment), the reserve
 * that commissioners pool or the centre holds, the funds of practices and the plans that people
 * belong to. Each has one account in the ledger and a name that starts with its class. */
#include <stdio.h>
#include <string.h>
#include "institution/state.h"

static int name_account(struct institutions *i, account_id *id, const char *class_,
                        const char *code) {
    char text[48];
    snprintf(text, sizeof text, "%s%s%s", class_, code[0] ? ":" : "", code);
    id->i = (uint16_t)i->n_accounts;
    i->account_name[i->n_accounts] = arena_text(&i->arena, text);
    return i->account_name[i->n_accounts++] ? 0 : FAULT_MEMORY;
}

static int single(struct institutions *i) {
    struct { account_id *id; const char *name;
    } const all[] = {{&i->treasury, "treasury"},  {&i->persons, "persons"},
                     {&i->insurers, "insurers"},  {&i->investors, "investors"},
                     {&i->advisers, "advisers"},  {&i->staff, "staff"},
                     {&i->suppliers, "suppliers"}};
    for (unsigned k = 0; k < sizeof all / sizeof *all; k++)
        TRY(name_account(i, all[k].id, all[k].name, ""));
    return 0;
}

static int organisations(struct institutions *i) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        TRY(name_account(i, &i->commissioner[c].account, "commissioner",
                         i->place->commissioners[c].code));
    for (unsigned c = 0; c < i->n_councils; c++)
        TRY(name_account(i, &i->council[c].account, "council", i->place->councils[c].code));
    for (unsigned p = 0; p < i->n_providers; p++) {
        const unsigned beyond = p - i->place->n_providers;
        char firm[8];
        snprintf(firm, sizeof firm, "%u", beyond - LINE_COUNT + 1u);
        const bool place = p < i->place->n_providers, line = !place && beyond < LINE_COUNT;
        TRY(name_account(i, &i->provider[p].account, place || line ? "provider" : "firm",
                         place ? i->place->providers[p].code : line ? line_word(beyond) : firm));
    }
    return 0;
}

/* Last, so that the others keep their numbers. */
static int pools_and_plans(struct institutions *i) {
    TRY(name_account(i, &i->reserve, "reserve", ""));
    TRY(name_account(i, &i->practice_funds, "practice_funds", ""));
    for (unsigned k = 1; k < PLANS; k++) {
        char number[8];
        snprintf(number, sizeof number, "%u", k);
        TRY(name_account(i, &i->plan_account[k], "plan", number));
    }
    return 0;
}

int accounts_open(struct institutions *i, struct fault *f) {
    const size_t n = 7u + 2u + PLANS - 1u + i->n_commissioners + i->n_councils + i->n_providers;
    if (n > UINT16_MAX)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "too many organisations for the ledger: %zu",
                         n);
    i->account_name = arena_array(&i->arena, n, sizeof *i->account_name);
    if (!i->account_name || single(i) < 0 || organisations(i) < 0 || pools_and_plans(i) < 0 ||
        ledger_init(&i->ledger, (uint16_t)n) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    return 0;
}
