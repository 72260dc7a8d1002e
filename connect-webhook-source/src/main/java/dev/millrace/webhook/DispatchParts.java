package dev.millrace.webhook;

/**
 * What makes events of requests.
 *
 * @param tagsDuplicates whether an event that Kafka has already goes there again, with a mark
 * @param size what no record may exceed
 */
record DispatchParts(
        BodyDecoder decoder,
        EventIdentity identity,
        SeenEvents seen,
        boolean tagsDuplicates,
        EventReading reading,
        RecordSize size) {}
