package dev.millrace.ops.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes records to a file, to be edited and handed to {@code replay --edited}. */
@Command(
        name = "export",
        description = {
            "Writes what is set aside to a file, one JSON document a line, as show --json has it.",
            "With --show-values the file can be edited (key, value; or keyHex, valueHex) and sent by"
                    + " replay --edited."
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Mixin
    private final TargetFile file = new TargetFile();

    @Option(names = "--show-values", description = "Also keys, values, messages and all headers.")
    private boolean values;

    /** The report as JSON. */
    record Exported(String topic, String file, long records) {}

    @Override
    public Integer call() {
        TargetFile.Content content = file.fill(options, output, this::line);
        Exported exported = new Exported(content.topic(), content.file(), content.records());
        output.report(
                exported,
                out -> out.println(exported.records() + " records of " + exported.topic() + " in " + exported.file()));
        return ExitCode.OK;
    }

    private byte[] line(SetAside aside) {
        try {
            return (JSON.writeValueAsString(Shown.of(aside, values)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
