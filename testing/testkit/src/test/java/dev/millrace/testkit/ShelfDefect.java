package dev.millrace.testkit;

/** What a careless source does; each breaks a sentence of the contract. */
enum ShelfDefect {
    NONE,
    STARTS_OVER,
    SKIPS_WHAT_WAS_POLLED,
    FINISHES_WHEN_READ,
    FINISHES_WHEN_NEWEST_CONFIRMED,
    IGNORES_DROPPED,
    POLLS_SLOWLY,
    FINISHES_IN_STOP,
    KEEPS_SESSION,
    LOGS_PAYLOAD,
    REPEATS_OFFSETS
}
