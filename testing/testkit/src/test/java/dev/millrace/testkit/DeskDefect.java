package dev.millrace.testkit;

/** What a careless sink does; each breaks a sentence of the contract. */
enum DeskDefect {
    NONE,
    COMMITS_WHAT_IT_GOT,
    LOSES_WHAT_FAILS,
    SHUFFLES,
    BLOCKS_IN_PUT,
    REPORTS_A_COPY,
    SWALLOWS_REFUSALS,
    THROWS_IN_PRE_COMMIT,
    COMMITS_OFFSETS_IT_SAW,
    KEEPS_REVOKED,
    NEVER_PAUSES,
    KEEPS_ITS_THREAD,
    LOGS_PAYLOAD
}
