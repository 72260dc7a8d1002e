package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How consoles end, and two of them that are told to keep their alerts in one file. */
class ConsoleLifeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void keepsASecondConsoleFromTheFileUntilTheFirstHasEndedOrCrashed() throws IOException, InterruptedException {
        Path state = folder.resolve("alerts.json");

        try (ConsoleProcess first = console(state)) {
            assertThat(refused(state)).contains("another console that runs keeps its alerts in " + state);
            first.kill();
        }
        assertThat(folder.resolve("alerts.json.lock")).exists();
        try (ConsoleProcess afterTheCrash = console(state)) {
            assertThat(refused(state)).contains("give this one a file of its own by --alerts-state");
            assertThat(afterTheCrash.text()).contains("the console is at");
        }
        console(state).close();
    }

    /** What a console logs there shows: the tests' own log has warnings too. */
    @Test
    void closesEverythingInOrderWhenItIsToldToEnd() {
        try (ConsoleProcess console = console(folder.resolve("alerts.json"))) {
            String text = console.end();

            assertThat(text).contains("millrace: the console has ended").doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    private static ConsoleProcess console(Path state) {
        return ConsoleProcess.start("--connect-url", "http://127.0.0.1:1", "--alerts-state", state.toString());
    }

    /** What one prints that ends by itself. */
    private String refused(Path state) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "second", ".log");
        Process second = OpsCall.start(
                log,
                "console",
                "--port",
                "0",
                "--connect-url",
                "http://127.0.0.1:1",
                "--alerts-state",
                state.toString());
        try {
            assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            assertThat(second.exitValue()).isEqualTo(2);
            return Files.readString(log);
        } finally {
            second.destroyForcibly();
        }
    }
}
