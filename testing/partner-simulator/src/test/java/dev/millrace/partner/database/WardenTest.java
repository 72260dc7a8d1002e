package dev.millrace.partner.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.Warden;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 900, unit = TimeUnit.SECONDS)
class WardenTest {

    @Test
    void noMySqlOutlivesAVirtualMachineThatIsKilled(@TempDir Path folder) throws Exception {
        MySqlServer.missing().ifPresent(Assumptions::abort);

        assertThat(outlived("mysql", "mysqld.pid", folder)).isEmpty();
    }

    @Test
    void noPostgreSqlOutlivesAVirtualMachineThatIsKilled(@TempDir Path folder) throws Exception {
        PostgresServer.missing().ifPresent(Assumptions::abort);

        assertThat(outlived("postgres", "data/postmaster.pid", folder)).isEmpty();
    }

    @Test
    void aServerThatEndsInGoodOrderKeepsItsFolder(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        Warden warden = Warden.over(server.pid(), "KILL", new ServerFolder(folder));

        warden.leave();

        assertThat(server.isAlive()).isTrue();
        assertThat(folder).exists();
        server.destroyForcibly();
    }

    @Test
    void aServerThatDoesNotEndIsEndedAndKeepsItsFolder(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        Warden warden = Warden.over(server.pid(), "KILL", new ServerFolder(folder));

        warden.end();

        assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).exists();
    }

    /** The server's process, if it is still there a while after its virtual machine was killed; none: all is gone. */
    private static Optional<ProcessHandle> outlived(String server, String pidFile, Path log) throws Exception {
        Process machine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedMain.class.getName(),
                        server)
                .redirectError(log.resolve("errors").toFile())
                .start();
        Path folder = folderOf(machine);
        List<String> pid = Files.readAllLines(folder.resolve(pidFile));
        ProcessHandle handle =
                ProcessHandle.of(Long.parseLong(pid.get(0).strip())).orElseThrow();

        machine.destroyForcibly();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((handle.isAlive() || Files.exists(folder)) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(folder).doesNotExist();
        return Optional.of(handle).filter(ProcessHandle::isAlive);
    }

    private static Path folderOf(Process machine) throws IOException {
        try (BufferedReader lines = machine.inputReader()) {
            return lines.lines()
                    .filter(line -> line.startsWith("FOLDER "))
                    .map(line -> Path.of(line.substring("FOLDER ".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
