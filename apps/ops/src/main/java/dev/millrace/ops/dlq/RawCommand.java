package dev.millrace.ops.dlq;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the raw bytes of records that could not be read into a file, which is corrected and handed to the source again. */
@Command(
        name = "raw",
        description = {
            "Writes the raw bytes of malformed records to a file, one behind the other, as their sender had them.",
            "Correct it, then put it where the source reads: only the source knows what the bytes mean."
        },
        sortOptions = false)
final class RawCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Mixin
    private final TargetFile file = new TargetFile();

    @Option(names = "--binary", description = "Put no line end behind records that have none.")
    private boolean binary;

    @Override
    public Integer call() {
        TargetFile.Content written = file.fill(options, output, aside -> ended(RawBytes.of(aside)));
        output.report(
                written,
                out -> out.println(written.records() + " records of " + written.topic() + " in " + written.file() + ", "
                        + written.bytes() + " bytes"));
        return ExitCode.OK;
    }

    private byte[] ended(byte[] raw) {
        if (binary || raw.length == 0 || raw[raw.length - 1] == '\n') {
            return raw;
        }
        byte[] line = Arrays.copyOf(raw, raw.length + 1);
        line[raw.length] = '\n';
        return line;
    }
}
