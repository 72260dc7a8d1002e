package dev.millrace.rest;

import dev.millrace.testkit.ReferencePage;

/** The reference page: what no option says, and then the options. */
final class RestSinkReference {

    private static final String HEAD = """
            # connect-rest-sink: reference

            `dev.millrace.rest.RestSinkConnector` sends the records of its topics as HTTP requests. How it is meant to be used stands
            in [its README](../../connect-rest-sink/README.md). This page is generated from the declarations; the build compares it.

            ## What a reply means

            | reply | consequence |
            |---|---|
            | 2xx | delivered |
            | 429, and 503 with `Retry-After` | tried again in its lane, not before the time told (seconds or a date) |
            | 408, 425, other 5xx, no reply in time, a broken connection | tried again in its lane, with back-off and jitter |
            | no connection (refused, unknown host, TLS), no token for now | the same, and never counted against the record |
            | other 4xx | set aside: to the dead letter queue, or the task stops where there is none |
            | 400, 413, 422 to a batch | the batch is cut in two, and so on until the bad record is alone (`batch.bisect.statuses`) |
            | 401, 403, 407 | the proof is renewed once; refused again, the task stops: no record is to blame for a password |
            | 3xx | followed only as `http.redirects` says; else the task stops: set the final address |
            | 207 to a batch | read as `batch.results.pointer` says; without it, the task stops |
            | 2xx to a batch, with `batch.results.index.pointer` | the records that the list names are refused or sent again, all others are delivered |

            `http.status.*`, `http.conflict` and `http.reply.rules` give replies other meanings. What `http.status.ignore` names counts
            as done without being delivered.

            Set aside means `errors.tolerance=all` with `errors.deadletterqueue.topic.name`. One without the other is refused, because
            it would lose records; so is `errors.log.enable` alone, for a log is no queue. Without both, the first refused record stops
            the task, with its topic, partition, offset and status; never with its content.

            ## What the dead letter queue is told

            The header `__connect.errors.exception.message` (with `errors.deadletterqueue.context.headers.enable=true`) holds one line of
            JSON: `code`, `class` (transient, throttled, rejected, malformed), `status`, `attempts`, `first` and `last` (times of the
            attempts), `route`, `records` (how many shared the last request), `idempotencyKey` (unless `idempotency.value` makes it of
            content), `requestId` (the header `request.id.header` of the reply), `problem` (the type of a problem by RFC 9457), and
            `message` (coordinates and a sentence). It holds nothing of the record or of the body of the reply. The record itself stands
            in the queue as it was read.

            ## Routes

            `routes=orders,returns` names routes. A record takes the first one it matches: `route.orders.topics` lists topics (as the record
            has them after transforms), `route.orders.when` is a condition; a route with neither takes every record. Any option below may be
            set anew for a route, `route.orders.http.url`, but those of the groups Routes, Flow and Reports, which are the connector's.

            A receiver is a route's host. Each has its own breaker and its own limits, and each route its own connections, authentication,
            and rules for replies. Where one receiver is down, the others get their records on; reading pauses only when all are down, or
            when what waits fills `queue.max.records`. A lane belongs to a host: records of one key keep their order over all routes that
            go to the same host, and do not wait for each other where they go to different ones.

            ## Batches

            With `batch.max.records` above 1, records of one lane share a request (of `ordering=key`, those of one key: often too few to be
            worth it; of `ordering=partition`, those of a partition), joined as `batch.format` says. With `batch.across.lanes=true`, or
            `ordering=none`, the records of all lanes that wait share it, the oldest lanes first. The order of a lane is kept within a
            request and from request to request; that the receiver keeps to the order within a request is up to it. Only records of the
            same address, method and headers share a request; a record without a value goes alone.

            A batch that fails is tried again as it was, with the same key: what failed together is never regrouped. Two things make other
            batches of it: what is cut in two, and a rebalance that takes some of its partitions away. A batch that was tried too often is set
            aside record by record. After a restart the batches may be others, with other keys: a receiver that must know repetitions then
            has to tell by what is in the records.

            ## Idempotency keys

            A key is a UUID (version 5) of the connector's name and the topic, partition and offset the record was read from, or what
            `idempotency.value` makes of the record; that of a batch is a UUID of the keys of all its records. It is the same on every attempt,
            after every restart, and for every task. Renaming the connector changes the keys of coordinates.

            ## Reports

            `response.topic` and `audit.topic` are written by a producer of the connector's own, idempotent and with `acks=all`; every other
            setting of it is given as `reporter.*`. A record is complete, and its offset committed, only when its reports are written; delivery
            goes on meanwhile. A report that can't be written within `reporter.delivery.timeout.ms` (two minutes) stops the task: the record is
            sent again with the same key, and so nothing that was told is lost. A record may be reported twice, never not at all.

            * `response.topic`, under the record's own key as text: `topic`, `partition`, `offset`, `outcome` (delivered, ignored, set-aside),
              `code`, `route`, `endpoint` (without its query), `attempts`, `first`, `end`, `latencyMs`, `records`, `idempotencyKey`,
              `requestSha256`, `status`, `headers`, and with `response.body.max.bytes` `body` or `bodyBase64`, and `bodyTruncated`. The header
              `millrace.kind` is `response`.
            * `audit.topic`, under the record's coordinates: an audit event as the sources write it, with the steps `delivered` and
              `set_aside`, the hash of the request's body, and the hash of the event before it. Its header `millrace.kind` is `audit`.

            The hash is that of the body as it was written, before compression and WS-Security.

            ## What validation does not do

            `validate` calls nobody: a receiver that is down, or that takes a request for a record, must not hinder a change of the
            configuration.

            ## Figures

            MBean `dev.millrace:type=rest-sink,connector=...,task=...`: `delivered`, `set.aside`, `skipped` (records that were not to be sent),
            `retried`, `in.flight`, `queued.records`, `queued.bytes`, `parked.lanes`, `breaker` (0 up, 1 finding out, 2 down; the worst of
            all receivers), `oldest.incomplete.ms`.

            MBean `dev.millrace:type=rest-sink-route,connector=...,task=...,route=...` (`default` without routes): `requests.delivered`,
            `.ignored`, `.partly`, `.transient`, `.throttled`, `.rejected`, `.malformed`, `.unauthorized`, `.misconfigured`, `.defect` and
            `.cut`, `latency.count`, `latency.sum.ms` and `latency.le.N.ms` (requests that took up to N milliseconds, cumulative),
            `in.flight`, `parked.lanes`, `retried`, `retry.delay.ms`, `oldest.incomplete.ms`, `breaker`, `throttled`, `held.ms`,
            `concurrency`, `tokens.fetched`, `deprecated.replies`, `sunset.epoch.seconds`.

            # Options

            """;

    private RestSinkReference() {}

    static String page() {
        return HEAD + ReferencePage.options(RestSinkSettings.definition());
    }
}
