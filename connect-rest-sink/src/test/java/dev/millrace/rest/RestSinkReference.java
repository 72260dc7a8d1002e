package dev.millrace.rest;

import dev.millrace.testkit.ReferencePage;

/** The reference page: what no option says, and then the options. */
final class RestSinkReference {

    private static final String HEAD = """
            # connect-rest-sink: reference

            `dev.millrace.rest.RestSinkConnector` sends each record of its topics as one HTTP request. How it is meant to be used
            stands in [its README](../../connect-rest-sink/README.md). This page is generated from the declarations; the build
            compares it.

            ## What a reply means

            | reply | consequence |
            |---|---|
            | 2xx | delivered |
            | 429, and 503 with `Retry-After` | tried again in its lane, not before the time told (seconds or a date) |
            | 408, 425, other 5xx, no reply in time, a broken connection | tried again in its lane, with back-off and jitter |
            | no connection (refused, unknown host, TLS) | the same, and never counted against the record |
            | other 4xx | set aside: to the dead letter queue, or the task stops where there is none |
            | 401, 403, 407 | the task stops: the credentials are fixed, and no record is to blame for them |
            | 3xx | the task stops: redirects are not followed, set the final address |

            Set aside means `errors.tolerance=all` with `errors.deadletterqueue.topic.name`. One without the other is refused, because
            it would lose records. Without both, the first refused record stops the task, with its topic, partition, offset and
            status; never with its content. In the queue, the header `__connect.errors.exception.message` (with
            `errors.deadletterqueue.context.headers.enable=true`) says the same.

            ## What is sent

            A value of text or bytes is the body as it is; a Struct, Map, List, number or boolean is written as JSON: decimals as
            numbers, dates and times as ISO 8601, binary as base64. Each request carries an `Idempotency-Key`, a UUID made of the
            connector's name and the topic, partition and offset the record was read from: the same on every attempt and after every
            restart. Renaming the connector changes it.

            ## What validation does not do

            `validate` calls nobody: a receiver that is down, or that takes a request for a record, must not hinder a change of the
            configuration.

            ## Figures

            MBean `dev.millrace:type=rest-sink,connector=...,task=...`: `delivered`, `set.aside`, `retried`, `in.flight`,
            `queued.records`, `queued.bytes`, `parked.lanes`, `breaker` (0 up, 1 finding out, 2 down), `oldest.incomplete.ms`.

            # Options

            """;

    private RestSinkReference() {}

    static String page() {
        return HEAD + ReferencePage.options(RestSinkSettings.definition());
    }
}
