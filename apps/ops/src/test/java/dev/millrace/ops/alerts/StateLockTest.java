package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Within one process; ConsoleLifeIT has two of them. */
final class StateLockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void isHadOnceUntilItIsGivenBack() {
        Path state = folder.resolve("alerts.json");

        StateLock first = StateLock.of(state);
        assertThatThrownBy(() -> StateLock.of(state))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        told -> assertThat(told.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll("another console", state.toString(), "--alerts-state");
        StateLock.of(folder.resolve("another.json")).close();
        first.close();

        StateLock.of(state).close();
    }

    @Test
    void isNotHadByAFileThatIsThere() throws IOException {
        Files.writeString(folder.resolve("alerts.json.lock"), "of a console that crashed");

        StateLock.of(folder.resolve("alerts.json")).close();
    }

    @Test
    void saysWhereItCannotBe() {
        Path state = folder.resolve("not-there").resolve("alerts.json");

        assertThatThrownBy(() -> StateLock.of(state))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll(state.toString(), "NoSuchFileException", "may write to");
    }
}
