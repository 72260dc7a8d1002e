package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What one call of the command {@code millrace} printed, and its exit code. */
record OpsCall(int exitCode, String out, String err) {

    /** Calls it in this process. */
    static OpsCall of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Millrace.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new OpsCall(exitCode, out.toString(), err.toString());
    }

    /** The same, with the shared broker. */
    static OpsCall onBroker(String... arguments) {
        return of(withBroker(arguments).toArray(String[]::new));
    }

    /** Starts it in a process of its own, with the shared broker; the test ends it. */
    static Process start(Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Millrace.class.getName()));
        command.addAll(withBroker(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> withBroker(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--bootstrap-server", Platform.broker().bootstrapServers()))
                .toList();
    }

    /** The report of {@code --json}. */
    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException none) {
            throw new IllegalStateException("no JSON: " + out + err, none);
        }
    }
}
