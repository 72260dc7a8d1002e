package dev.millrace.ops.preview;

import dev.millrace.feed.SampleReading;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.worker.ConnectorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a configuration's format and transforms over samples, up to a number of records. For one call.
 *
 * @param <R> records of a source or of a sink
 */
final class SamplePreview<R extends ConnectRecord<R>> {

    private final ConnectorFile file;
    private final AbstractConfig config;
    private final RecordPreview<R> records;
    private final RecordPreview.Maker<R> maker;
    private final long limit;
    private final List<RecordReport> reports = new ArrayList<>();
    private final List<PreviewReport.Sample> samples = new ArrayList<>();

    SamplePreview(ConnectorFile file, RecordPreview<R> records, RecordPreview.Maker<R> maker, long limit) {
        this.file = file;
        this.config = formatOf(file);
        this.records = records;
        this.maker = maker;
        this.limit = limit;
    }

    /** The options of the format and what belongs to it, checked as a connector checks them. */
    static AbstractConfig formatOf(ConnectorFile file) {
        ConfigDef definition = new ConfigDef();
        SampleReading.define(definition);
        Map<String, String> settings = new TreeMap<>(file.only(definition.names()));
        settings.putIfAbsent(Formats.KEY, "json");
        try {
            AbstractConfig config = new AbstractConfig(definition, settings, false);
            List<String> problems = new ArrayList<>();
            SampleReading.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
            if (!problems.isEmpty()) {
                throw CommandFailure.usage(String.join("; ", problems));
            }
            return config;
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Reads one sample after the other until there are enough records. */
    PreviewReport run(List<SampleSource> sources) {
        for (SampleSource sample : sources) {
            if (reports.size() < limit) {
                read(sample);
            }
        }
        long findings = reports.stream().filter(RecordReport::isFinding).count()
                + samples.stream().filter(sample -> sample.failure() != null).count();
        return new PreviewReport(
                file.get("connector.class"), config.getString(Formats.KEY), samples, reports, findings);
    }

    private void read(SampleSource sample) {
        AtomicLong count = new AtomicLong();
        String failure = null;
        try (SampleReading reading =
                new SampleReading(config, () -> new CountedInput(sample.opener().open(), count), sample.name())) {
            read(sample.name(), reading);
        } catch (ConnectorFailure unreadable) {
            failure = unreadable.code() + ": " + unreadable.getMessage();
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException missing) {
            throw sample.unreadable(missing);
        }
        samples.add(new PreviewReport.Sample(sample.name(), sample.bytes(), count.get(), failure));
    }

    private void read(String name, SampleReading reading) throws IOException {
        while (reports.size() < limit) {
            if (Thread.currentThread().isInterrupted()) {
                throw CommandFailure.incomplete("interrupted while a sample was read");
            }
            Read read = reading.next();
            String source = reading.entry().isEmpty() ? name : name + "!" + reading.entry();
            if (read instanceof Read.End) {
                return;
            } else if (read instanceof Read.Value value) {
                reports.add(records.of(maker.of(source, value), SamplePlace.of(source, value.start())));
            } else if (read instanceof Read.Malformed wrong) {
                reports.add(malformed(source, wrong));
            } else if (read instanceof Read.Notice notice) {
                reports.add(report(source, read, "notice", null, notice.code(), notice.message()));
            }
        }
    }

    private RecordReport malformed(String source, Read.Malformed wrong) {
        return switch (SampleReading.malformedMode(config)) {
            case "quarantine" ->
                report(source, wrong, "set-aside", file.get("malformed.topic"), wrong.code(), wrong.message());
            case "skip" -> report(source, wrong, "skipped", null, wrong.code(), wrong.message());
            default -> report(source, wrong, "stops", null, wrong.code(), wrong.message());
        };
    }

    private static RecordReport report(
            String source, Read read, String outcome, @Nullable String topic, String code, String message) {
        return new RecordReport(
                source,
                read.start().record(),
                read.start().offset(),
                read.start().line(),
                List.of(),
                List.of(),
                outcome,
                topic,
                code,
                message);
    }
}
