package dev.millrace.ops.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ConnectOptionsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void takesTheCommandLineBeforeTheEnvironmentAndBothBeforeTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("millrace.properties"), "connect.url=http://file:1\nconnect.timeout.ms=7\n");
        Map<String, String> environment = Map.of("MILLRACE_CONNECT_URL", "http://environment:1");

        assertThat(settings(environment, "--connect-url=http://line:1", "--settings=" + file)
                        .url())
                .hasToString("http://line:1/");
        assertThat(settings(environment, "--settings=" + file).url()).hasToString("http://environment:1/");
        ConnectSettings fromFile = settings(Map.of(ConnectOptions.SETTINGS_VARIABLE, file.toString()));
        assertThat(fromFile.url()).hasToString("http://file:1/");
        assertThat(fromFile.timeout()).hasMillis(7);
    }

    @Test
    void logsInWithAPasswordThatIsNeverOnTheCommandLineNorInATextOfOurs() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "open sesame\n");
        ConnectSettings settings = settings(
                Map.of(), "--connect-url=http://a:1", "--connect-user=eva", "--connect-password-file=" + password);
        ConnectSettings same = settings(
                Map.of("MILLRACE_CONNECT_PASSWORD", "open sesame"), "--connect-url=http://a:1", "--connect-user=eva");

        assertThat(settings.authorization()).isEqualTo(same.authorization()).isPresent();
        assertThat(settings.toString()).doesNotContain("ZXZhOm9wZW4gc2VzYW1l", "sesame");
        try (FakeConnect connect = new FakeConnect().answers(200, "{}")) {
            new ConnectApi(
                            settings(
                                    Map.of("MILLRACE_CONNECT_PASSWORD", "open sesame"),
                                    "--connect-url=" + connect.url(),
                                    "--connect-user=eva"),
                            Sleeper.SYSTEM)
                    .connectors();
            assertThat(connect.logins()).containsExactly("Basic ZXZhOm9wZW4gc2VzYW1l");
        }
    }

    @Test
    void trustsWhomTheTruststoreNamesAndNobodyElse() {
        Certificates certificates = Certificates.make(folder);
        try (FakeConnect connect = new FakeConnect(Optional.of(certificates.server())).answers(200, "{}")) {
            ConnectSettings trusting = settings(
                    Map.of(), "--connect-url=" + connect.url(), "--connect-truststore-file=" + certificates.pem());
            ConnectSettings other = settings(Map.of(), "--connect-url=" + connect.url());

            assertThat(new ConnectApi(trusting, Sleeper.SYSTEM).connectors()).isEmpty();
            assertThatThrownBy(() -> new ConnectApi(other, Sleeper.SYSTEM).connectors())
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContainingAll(connect.url(), "no TLS");
        }
    }

    @Test
    void opensAKeystoreByItsPassword() {
        Certificates certificates = Certificates.make(folder);
        String[] arguments = {"--connect-url=https://a:1", "--connect-keystore-file=" + certificates.keystore()};

        assertThat(settings(Map.of("MILLRACE_CONNECT_KEYSTORE_PASSWORD", Certificates.SECRET), arguments)
                        .tls())
                .isPresent();
        assertThatThrownBy(() -> settings(Map.of("MILLRACE_CONNECT_KEYSTORE_PASSWORD", "wrong"), arguments))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("connect.keystore.password");
    }

    @ParameterizedTest
    @CsvSource({
        "--connect-user=eva, --connect-url",
        "--connect-url=ftp://a, connect.url",
        "--connect-url=http://eva:sesame@a:1, connect.url",
        "--connect-url=http://a:1 --connect-user=eva, MILLRACE_CONNECT_PASSWORD",
        "--connect-url=http://a:1 --connect-password-file=/none/there, /none/there",
        "--connect-url=http://a:1 --connect-timeout-ms=soon, connect.timeout.ms",
        "--connect-url=http://a:1 --connect-key-file=/none/there, connect.certificate.file",
        "--connect-url=http://a:1 --connect-truststore-file=/none/there, connect.truststore.file",
        "--settings=/none/there, /none/there"
    })
    void namesTheSettingThatIsWrong(String line, String named) {
        assertThatThrownBy(() -> settings(Map.of(), line.split(" ", -1)))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(named)
                .hasMessageNotContaining("sesame");
    }

    private static ConnectSettings settings(Map<String, String> environment, String... arguments) {
        ConnectOptions options = new ConnectOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("connect", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options.settings(environment);
    }
}
