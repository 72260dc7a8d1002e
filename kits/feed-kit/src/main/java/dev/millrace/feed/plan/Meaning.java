package dev.millrace.feed.plan;

/**
 * One meaning of shared bytes.
 *
 * @param chosen whether a choice rules it; one that no choice names is read in every record
 */
record Meaning(Block block, boolean chosen) {}
