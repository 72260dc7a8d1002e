package dev.millrace.partner.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How to start MySQL or MariaDB on this machine, or why that can't be done, as the script {@code testing/mysqld} tells without
 * using the network.
 *
 * @param prefix the command, up to the options of a server; empty when there is none
 * @param missing why there is none; empty when there is one
 */
record MySqlCommand(List<String> prefix, String missing) {
    private static final long PATIENCE_SECONDS = 30;

    MySqlCommand {
        prefix = List.copyOf(prefix);
    }

    /** Asks the script of the checkout that a folder lies in. */
    static MySqlCommand find(Path folder, MySqlMake make) {
        for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
            Path script = above.resolve("testing").resolve("mysqld");
            if (Files.isRegularFile(script)) {
                return ask(script, make);
            }
        }
        return none("the script testing/mysqld is in no folder above " + folder.toAbsolutePath());
    }

    private static MySqlCommand ask(Path script, MySqlMake make) {
        try {
            List<String> words = new ArrayList<>(List.of("bash", script.toString(), "--cached"));
            words.addAll(make.question());
            Process process = new ProcessBuilder(words).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return none(script + " --cached takes too long");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? new MySqlCommand(said.lines().toList(), "")
                    : none(complaint.isEmpty() ? script + " ended with " + process.exitValue() : complaint);
        } catch (IOException noShell) {
            return none("testing/mysqld, which finds servers, needs bash: " + noShell.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("interrupted while asking for a server");
        }
    }

    /** The folder below which the server has what it brings along. */
    Optional<Path> base() {
        String option = "--basedir=";
        return prefix.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> Path.of(word.substring(option.length())))
                .findFirst();
    }

    private static MySqlCommand none(String reason) {
        return new MySqlCommand(List.of(), reason);
    }
}
