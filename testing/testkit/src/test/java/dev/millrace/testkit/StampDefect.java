package dev.millrace.testkit;

/** What a careless transform does; each breaks a sentence of the contract. */
enum StampDefect {
    NONE,
    CHANGES_ITS_INPUT,
    LOSES_THE_ORDER,
    FAILS_ON_TOMBSTONES,
    STAMPS_SIDE_RECORDS,
    TELLS_THE_VALUE,
    PASSES_OVER_A_MISSING_FIELD,
    REMEMBERS_ONE_SCHEMA,
    SHARES_STATE,
    MAKES_SCHEMAS_ANEW,
    PUTS_DEFAULTS_IN,
    FORGETS_THE_NAME,
    COUNTS,
    TAKES_NO_NULL,
    IGNORES_MAPS,
    DOCUMENTS_NOTHING,
    CHECKS_NOTHING
}
