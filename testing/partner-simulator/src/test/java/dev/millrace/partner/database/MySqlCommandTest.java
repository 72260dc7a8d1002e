package dev.millrace.partner.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlCommandTest {
    private final Path folder;

    MySqlCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void isWhatTheScriptOfTheCheckoutAbovePrints() throws IOException {
        script("[ \"$1\" = --cached ] && printf '%s\\n' /a\\ path/mysqld --no-defaults");

        MySqlCommand command =
                MySqlCommand.find(Files.createDirectories(folder.resolve("kits/a-kit")), MySqlMake.MYSQL);

        assertThat(command.missing()).isEmpty();
        assertThat(command.prefix()).containsExactly("/a path/mysqld", "--no-defaults");
    }

    @Test
    void asksForMariaDbByAnOption() throws IOException {
        script("[ \"$2\" = --mariadb ] && printf '%s\\n' /sbin/mariadbd --no-defaults --basedir=/opt/mariadb");

        MySqlCommand command = MySqlCommand.find(folder, MySqlMake.MARIADB);

        assertThat(command.missing()).isEmpty();
        assertThat(command.base()).contains(Path.of("/opt/mariadb"));
    }

    @Test
    void isMissingForTheReasonThatTheScriptGives() throws IOException {
        script("echo 'no MySQL on this planet' >&2; exit 1");

        MySqlCommand command = MySqlCommand.find(folder, MySqlMake.MYSQL);

        assertThat(command.missing()).isEqualTo("no MySQL on this planet");
        assertThat(command.prefix()).isEmpty();
    }

    @Test
    void isMissingWhereThereIsNoScript() {
        assertThat(MySqlCommand.find(folder, MySqlMake.MYSQL).missing()).contains("testing/mysqld");
    }

    private void script(String line) throws IOException {
        Path script = Files.createDirectories(folder.resolve("testing")).resolve("mysqld");
        Files.writeString(script, line + "\n");
    }
}
