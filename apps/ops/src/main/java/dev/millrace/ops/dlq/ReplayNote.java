package dev.millrace.ops.dlq;

/**
 * What is told of a replay, in its records and in the ledger.
 *
 * @param id of this replay; the same when it goes on after a crash
 * @param by who does it
 * @param reason why, such as a ticket
 */
record ReplayNote(String id, String by, String reason) {}
