package dev.millrace.ops.preview;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.SideRecord;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.transforms.rewrite.Quarantine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Has a record transformed, and judges what a worker would do with the result.
 *
 * @param <R> records of a source or of a sink
 */
final class RecordPreview<R extends ConnectRecord<R>> {

    /** Makes the connector's record of what was read. */
    interface Maker<R> {
        R of(String source, Read.Value value);
    }

    private static final String REJECTED = SideRecord.Kind.REJECTED.name().toLowerCase(Locale.ROOT);
    private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";

    private final ConnectorFile file;
    private final ChainPreview<R> chain;
    private final boolean showsValues;

    RecordPreview(ConnectorFile file, ChainPreview<R> chain, boolean showsValues) {
        this.file = file;
        this.chain = chain;
        this.showsValues = showsValues;
    }

    /** A record as a source hands it over, with the place that was read as its offset. */
    static SourceRecord source(ConnectorFile file, String source, Read.Value value) {
        return new SourceRecord(
                Map.of("sample", source),
                Map.of("offset", value.start().offset()),
                file.get("topic").isEmpty() ? "records" : file.get("topic"),
                null,
                null,
                null,
                value.schema(),
                value.value(),
                null,
                value.headers());
    }

    /** A record as a sink gets it. */
    static SinkRecord sink(ConnectorFile file, String source, Read.Value value) {
        List<String> topics = file.list("topics");
        return new SinkRecord(
                topics.isEmpty() ? "records" : topics.get(0),
                0,
                null,
                null,
                value.schema(),
                value.value(),
                value.start().record(),
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                value.headers());
    }

    /** What becomes of a record. */
    RecordReport of(R record, SamplePlace place) {
        List<Leaf> fields = Leaves.of(record).values().stream()
                .map(leaf ->
                        showsValues || leaf.path().equals("topic") ? leaf : new Leaf(leaf.path(), leaf.type(), null))
                .toList();
        ChainPreview.Result<R> result = chain.apply(record, showsValues);
        return report(place, fields, result.steps(), verdict(result));
    }

    /** What becomes of one that a converter can't read. */
    RecordReport unreadable(SamplePlace place, String code, String message) {
        return report(place, List.of(), List.of(), failed(code, message, false));
    }

    private static RecordReport report(SamplePlace place, List<Leaf> fields, List<StepReport> steps, Verdict verdict) {
        return new RecordReport(
                place.source(),
                place.number(),
                place.offset(),
                place.line(),
                fields,
                steps,
                verdict.outcome(),
                verdict.topic(),
                verdict.code(),
                verdict.message());
    }

    private Verdict verdict(ChainPreview.Result<R> result) {
        R record = result.record();
        if (record != null) {
            Header kind = record.headers().lastWithName(SideRecord.KIND_HEADER);
            return kind != null && REJECTED.equals(kind.value())
                    ? new Verdict("set-aside", record.topic(), header(record, Quarantine.CODE_HEADER), routed(record))
                    : Verdict.delivered(record.topic());
        }
        StepReport last = result.steps().get(result.steps().size() - 1);
        return last.isFailure()
                ? failed(last.code(), last.message(), last.outcome().equals("misconfigured"))
                : Verdict.dropped(last.transform());
    }

    private static String routed(ConnectRecord<?> record) {
        return "rule " + header(record, Quarantine.RULE_HEADER) + " of " + header(record, Quarantine.TRANSFORM_HEADER)
                + " at " + header(record, Quarantine.PATH_HEADER);
    }

    private static String header(ConnectRecord<?> record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? "" : String.valueOf(header.value());
    }

    /** KIP-298: a failure stops the task, unless failures are tolerated; then only a sink's dead letter queue keeps the record. */
    private Verdict failed(@Nullable String code, @Nullable String message, boolean misconfigured) {
        if (!file.get("errors.tolerance").equalsIgnoreCase("all") || misconfigured) {
            return new Verdict("stops", null, code, message);
        }
        String deadLetters = file.get(DEAD_LETTERS);
        return file.isSink() && !deadLetters.isEmpty()
                ? new Verdict("set-aside", deadLetters, code, message)
                : new Verdict("lost", null, code, message);
    }
}
