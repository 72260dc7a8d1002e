package dev.millrace.quickstart;

/**
 * How far a flow is at one moment.
 *
 * @param flow its name
 * @param read records in its topic
 * @param delivered different requests at the receiver
 * @param aside records that were set aside, on either side of the topic
 */
record FlowCount(String flow, long read, long delivered, long aside) {}
