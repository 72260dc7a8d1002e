package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** By an interrupt; ConsoleLifeIT ends a process. */
final class ProcessEndTest {

    @Test
    void comesByAnInterruptThatIsKeptUntilAllIsClosed() {
        CompletableFuture<Boolean> whileClosing = new CompletableFuture<>();
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        Thread command = new Thread(() -> {
            try (ProcessEnd end = new ProcessEnd()) {
                end.await();
                whileClosing.complete(Thread.currentThread().isInterrupted());
            }
            after.complete(Thread.currentThread().isInterrupted());
        });
        command.start();

        command.interrupt();

        assertThat(whileClosing.join()).isFalse();
        assertThat(after.join()).isTrue();
    }
}
