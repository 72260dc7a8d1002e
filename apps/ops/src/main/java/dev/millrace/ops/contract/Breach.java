package dev.millrace.ops.contract;

/**
 * A place where one contract allows what another refuses.
 *
 * @param path in the path language; empty for the record itself
 * @param keyword the rule that refuses it
 * @param weight how sure it is
 * @param why what is allowed there, and what refuses it; goes on behind "records that keep to it"
 */
record Breach(String path, String keyword, Weight weight, String why) {

    enum Weight {
        /** There are records that are refused. */
        BREACH,
        /** Whether there are any can't be told from the contracts. */
        UNCLEAR,
        /** Only records with fields that their contract does not name are refused. */
        NOTE
    }
}
