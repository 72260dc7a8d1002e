package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.feed.binary.CopybookDump;
import dev.millrace.feed.binary.RecordDetector;
import dev.millrace.feed.plan.RecordDump;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace copybook decode}. */
@Command(
        name = "decode",
        sortOptions = false,
        description = {
            "Takes the first records of a file apart by a copybook: offset, length and coding of each field, and whether"
                    + " its bytes are a value.",
            "Bytes, in hexadecimal, and values stand beside them with --show-values only. Framing, code page and byte order"
                    + " are detected unless --set says them. Ends with 1 when a record or a field is none."
        })
public final class CopybookDecodeCommand implements Callable<Integer> {

    /** Longer fields are cut. */
    private static final int SHOWN_BYTES = 32;

    /** A field of a record; bytes and value are null where they are not to be shown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String path,
            int offset,
            int length,
            String kind,
            @Nullable String bytes,
            @Nullable String value,
            @Nullable String code) {}

    /** A record. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Decoded(
            long offset,
            int length,
            String record,
            @Nullable String fault,
            List<Shown> fields) {}

    /** What a program gets. */
    record Report(Map<String, String> config, List<Decoded> records) {}

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "COPYBOOK", description = "The copybook that describes the records.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path copybook;

    @Parameters(index = "1", paramLabel = "FILE", description = "A file of records, or its beginning.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    @Option(names = "--limit", paramLabel = "N", description = "How many records are shown; 3 by default.")
    private int limit = 3;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "An option of the format, such as copybook.framing=f or copybook.charset=IBM273.")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--show-values", description = "Show bytes and values.")
    private boolean showsValues;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandFailure.usage("--limit must be 1 or more");
        }
        Report report = report();
        output.report(report, out -> print(report, out));
        boolean isWrong = report.records().stream()
                .anyMatch(record ->
                        record.fault() != null || record.fields().stream().anyMatch(field -> field.code() != null));
        return isWrong ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private Report report() {
        try {
            FormatTrial trial = new FormatTrial(file);
            Map<String, String> options = new TreeMap<>(others);
            options.put("format", "copybook");
            options.put("copybook.file", copybook.toString());
            Map<String, String> settings = new TreeMap<>(RecordDetector.copybook(
                    CopybookTrial.of(copybook, others), trial.head().bytes()));
            settings.putAll(options);
            List<CopybookDump.Dumped> records =
                    trial.document(bytes -> CopybookDump.of(FormatTrial.config(settings), bytes, limit));
            return new Report(settings, records.stream().map(this::decoded).toList());
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file that can", missing);
        }
    }

    private Decoded decoded(CopybookDump.Dumped record) {
        List<Shown> fields =
                record.fields().stream().map(line -> shown(line, record.hex())).toList();
        return new Decoded(record.offset(), record.length(), record.record(), record.fault(), fields);
    }

    private Shown shown(RecordDump.Line line, String bytes) {
        int most = Math.min(line.length(), SHOWN_BYTES);
        String hex =
                bytes.substring(2 * line.offset(), 2 * (line.offset() + most)) + (most < line.length() ? "..." : "");
        return new Shown(
                line.path(),
                line.offset(),
                line.length(),
                line.kind(),
                showsValues ? hex : null,
                showsValues ? line.value() : null,
                line.code());
    }

    private void print(Report report, PrintWriter out) {
        report.config().forEach((key, value) -> out.println(key + "=" + value));
        for (Decoded record : report.records()) {
            out.println();
            out.println("at " + record.offset() + ": " + record.record() + ", " + record.length() + " bytes"
                    + (record.fault() == null ? "" : ": " + record.fault()));
            for (Shown field : record.fields()) {
                out.println(String.format(
                                Locale.ROOT,
                                "%7d %6d  %-26s %-32s %s",
                                field.offset(),
                                field.length(),
                                field.kind(),
                                field.path(),
                                beside(field))
                        .stripTrailing());
            }
        }
    }

    private static String beside(Shown field) {
        String value = field.code() == null ? field.value() : "! " + field.code();
        String bytes = field.bytes() == null ? "" : field.bytes() + "  ";
        return bytes + (value == null ? "" : value);
    }
}
