package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows records one by one. */
@Command(
        name = "show",
        description = "Shows records that are set aside, one by one: where, why, headers; keys and values as size and"
                + " hash unless --show-values.",
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Option(
            names = "--show-values",
            description =
                    "Also keys, values, messages and all headers: as text, or as hexadecimal digits where they are"
                            + " none.")
    private boolean values;

    /** The report as JSON. */
    record Records(String topic, List<Shown> records) {}

    @Override
    public Integer call() {
        List<Shown> shown = new ArrayList<>();
        String topic = options.read(output, aside -> {
            if (shown.size() < MOST) {
                shown.add(Shown.of(aside, values));
            } else if (shown.size() == MOST) {
                throw CommandFailure.usage("these are more than " + MOST
                        + " records: narrow them by --where, --from-offset or --limit, or export them");
            }
        });
        Records records = new Records(topic, shown);
        output.report(records, out -> shown.forEach(record -> tell(topic, record, out)));
        return ExitCode.OK;
    }

    private static void tell(String topic, Shown record, PrintWriter out) {
        out.println(topic + "-" + record.partition() + "@" + record.offset() + "  " + record.timestamp());
        record.cause().forEach((name, value) -> out.println("  " + name + ": " + value));
        if (record.message() != null) {
            out.println("  message: " + record.message());
        }
        record.headers().forEach((name, value) -> out.println("  header " + name + ": " + value));
        out.println("  key: " + told(record.keyBytes(), record.keySha256(), record.key(), record.keyHex()));
        out.println("  value: " + told(record.valueBytes(), record.valueSha256(), record.value(), record.valueHex()));
    }

    private static String told(int size, @Nullable String sha256, @Nullable String text, @Nullable String hex) {
        if (size < 0) {
            return "none";
        }
        if (text != null) {
            return text;
        }
        return hex != null ? "0x" + hex : size + " bytes, SHA-256 " + sha256;
    }
}
