// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Money in whole pence, double entry. One function moves it; each move takes from one account
 * what it gives to another, so the balances always sum to nought, and is added to the row of
 * (payer, payee, line, reason, month), so the rows explain every balance. A row is found by open
 * addressing on its 64-bit key; rows stand in order of first posting. What reads the rows: the
 * report (by category) and ledger_check. Left out: single postings, dates within a month,
 * interest. */
#include "base/ledger.h"

#include <assert.h>
#include "base/fault.h"
#include "base/random.h"

enum { FIRST_SLOTS = 1024 };
static const uint32_t slot_free = UINT32_MAX;

enum ledger_category reason_category(enum ledger_reason r) {
    switch (r) {
    case REASON_CARE_COST: return CATEGORY_CARE;
    case REASON_COMMISSIONING:
    case REASON_BIDDING:
    case REASON_CONTRACTING:
    case REASON_INVOICING:
    case REASON_LEGAL: return CATEGORY_MARKET;
    case REASON_CAPITAL:
    case REASON_PFI: return CATEGORY_CAPITAL;
    case REASON_AGENCY_PREMIUM:
    case REASON_RECRUITMENT: return CATEGORY_AGENCY; /* what staff cost above national pay */
    case REASON_PROFIT: return CATEGORY_PROFIT;
    case REASON_REORGANISATION: return CATEGORY_REORGANISATION;
    case REASON_PRIVATE: return CATEGORY_PRIVATE;
    case REASON_ALLOCATION:
    /* passes to the provider, which spends it as care cost or keeps it as profit */
    case REASON_CARE:
    case REASON_CHARGE:
    case REASON_DEFICIT_SUPPORT:
    case REASON_LOCAL_TAX:
    case REASON_COUNT: return CATEGORY_TRANSFER;
    }
    return CATEGORY_TRANSFER;
}

const char *reason_name(enum ledger_reason r) {
    static const char *const names[REASON_COUNT] = {
        [REASON_ALLOCATION] = "allocation", [REASON_CARE] = "care",
        [REASON_CARE_COST] = "care cost", [REASON_COMMISSIONING] = "commissioning",
        [REASON_BIDDING] = "bidding", [REASON_CONTRACTING] = "contracting",
        [REASON_INVOICING] = "invoicing", [REASON_LEGAL] = "legal", [REASON_CAPITAL] = "capital",
        [REASON_PFI] = "pfi", [REASON_AGENCY_PREMIUM] = "agency premium",
        [REASON_PROFIT] = "profit", [REASON_REORGANISATION] = "reorganisation",
        [REASON_PRIVATE] = "private", [REASON_CHARGE] = "charge",
        [REASON_DEFICIT_SUPPORT] = "deficit support", [REASON_RECRUITMENT] = "recruitment",
        [REASON_LOCAL_TAX] = "local tax",
    };
    return (unsigned)r < REASON_COUNT ? names[r] : "unknown";
}

const char *category_name(enum ledger_category c) {
    static const char *const names[CATEGORY_COUNT] = {
        [CATEGORY_CARE] = "care", [CATEGORY_MARKET] = "market", [CATEGORY_CAPITAL] = "capital",
        [CATEGORY_AGENCY] = "agency", [CATEGORY_PROFIT] = "profit",
        [CATEGORY_REORGANISATION] = "reorganisation", [CATEGORY_PRIVATE] = "private",
        [CATEGORY_TRANSFER] = "transfer",
    };
    return (unsigned)c < CATEGORY_COUNT ? names[c] : "unknown";
}

static uint64_t row_key(const struct ledger_row *r) {
    return (uint64_t)r->payer << 48 | (uint64_t)r->payee << 32 | (uint64_t)r->month << 16 |
           (uint64_t)r->reason << 8 | r->line;
}

/* The slot that holds key, or the free one where it belongs. */
static uint32_t find(const struct ledger *l, uint64_t key) {
    uint32_t at = (uint32_t)mix64(key) & (l->n_slots - 1);
    while (l->slots[at] != slot_free && row_key(&l->rows[l->slots[at]]) != key)
        at = (at + 1) & (l->n_slots - 1);
    return at;
}

/* A table of n slots (a power of two), with every row in its place. */
static int rehash(struct ledger *l, uint32_t n) {
    void *slots = NULL;
    size_t capacity = 0;
    TRY(memory_grow(&slots, &capacity, n, sizeof *l->slots));
    memory_free(l->slots);
    l->slots = slots;
    l->n_slots = n;
    for (uint32_t i = 0; i < n; i++)
        l->slots[i] = slot_free;
    for (uint32_t i = 0; i < l->n_rows; i++)
        l->slots[find(l, row_key(&l->rows[i]))] = i;
    return 0;
}

int ledger_init(struct ledger *l, uint16_t n_accounts) {
    *l = (struct ledger){.n_accounts = n_accounts};
    void *balance = NULL;
    size_t capacity = 0;
    TRY(memory_grow(&balance, &capacity, n_accounts ? n_accounts : 1u, sizeof *l->balance));
    l->balance = balance;
    const int rc = rehash(l, FIRST_SLOTS);
    if (rc < 0)
        ledger_free(l);
    return rc;
}

void ledger_free(struct ledger *l) {
    memory_free(l->rows);
    memory_free(l->slots);
    memory_free(l->balance);
    *l = (struct ledger){0};
}

/* The row of this key, made if there is none; NULL when memory is out. */
static struct ledger_row *row(struct ledger *l, const struct ledger_row *wanted) {
    const uint64_t key = row_key(wanted);
    uint32_t at = find(l, key);
    if (l->slots[at] != slot_free)
        return &l->rows[l->slots[at]];
    if ((l->n_rows + 1) * 2 > l->n_slots) {
        if (rehash(l, l->n_slots * 2) < 0)
            return NULL;
        at = find(l, key);
    }
    if (array_push(&l->rows, &l->n_rows, &l->capacity, wanted, sizeof *wanted) < 0)
        return NULL;
    l->slots[at] = l->n_rows - 1;
    return &l->rows[l->n_rows - 1];
}

void ledger_move(struct ledger *l, account_id payer, account_id payee, uint8_t line,
                 enum ledger_reason reason, pence_t pence) {
    assert(payer.i < l->n_accounts && payee.i < l->n_accounts);
    assert((unsigned)reason < REASON_COUNT);
    if (l->failed)
        return;
    if (pence < 0) { /* in release builds too: no sum that follows could be believed */
        l->failed = FAULT_BROKEN;
        return;
    }
    const struct ledger_row wanted = {.payer = payer.i, .payee = payee.i, .line = line,
                                      .reason = (uint8_t)reason, .month = l->month};
    struct ledger_row *const r = row(l, &wanted);
    if (!r) {
        l->failed = FAULT_MEMORY;
        return;
    }
    r->pence += pence;
    r->count++;
    l->balance[payer.i] -= pence;
    l->balance[payee.i] += pence;
}

pence_t ledger_balance(const struct ledger *l, account_id a) {
    assert(a.i < l->n_accounts);
    return l->balance[a.i];
}

int ledger_check(const struct ledger *l) {
    if (l->failed)
        return l->failed;
    void *memory = NULL;
    size_t capacity = 0;
    TRY(memory_grow(&memory, &capacity, l->n_accounts ? l->n_accounts : 1u, sizeof(pence_t)));
    pence_t *const explained = memory;
    for (uint32_t i = 0; i < l->n_rows; i++) {
        explained[l->rows[i].payer] -= l->rows[i].pence;
        explained[l->rows[i].payee] += l->rows[i].pence;
    }
    pence_t sum = 0;
    int rc = 0;
    for (uint32_t a = 0; a < l->n_accounts; a++) {
        sum += l->balance[a];
        if (l->balance[a] != explained[a])
            rc = FAULT_BROKEN;
    }
    memory_free(memory);
    return sum == 0 ? rc : FAULT_BROKEN;
}
