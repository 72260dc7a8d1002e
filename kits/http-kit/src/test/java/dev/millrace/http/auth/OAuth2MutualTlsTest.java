package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the connection proves the client and binds its tokens (RFC 8705). */
@Timeout(120)
class OAuth2MutualTlsTest {

    private final PartnerAuthority authority = PartnerAuthority.named("authority");
    private final Map<String, String> options = new HashMap<>();
    private AuthorisationServer server;
    private PartnerIdentity known;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        server = AuthorisationServer.start(authority.issue("server", "127.0.0.1", "localhost"), authority);
        known = authority.issue("known");
        options.put(
                "http.tls.truststore.file",
                Files.writeString(folder.resolve("ca.pem"), authority.pem()).toString());
        options.put("http.tls.certificate.file", folder.resolve("own.pem").toString());
        options.put("http.tls.key.file", folder.resolve("own.key").toString());
        options.put("http.tls.reload.interval.ms", "100");
        options.put("http.auth", "oauth2");
        options.put("http.oauth2.token.url", server.tokenUrl());
        options.put("http.oauth2.client.id", "client");
        options.put("http.oauth2.client.auth", "tls");
        show(known);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void provesTheClientByTheCertificateOfAnAuthority() throws Exception {
        server.register(OAuthClient.tls("client", known.certificate()));
        try (HttpSender sender = sender()) {
            assertThat(status(sender)).isEqualTo(200);
        }
        assertThat(server.issued())
                .singleElement()
                .satisfies(token -> assertThat(token.thumbprint()).isPresent());
        assertThat(server.tokenRequests()).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo("grant_type=client_credentials&client_id=client");
            assertThat(request.header("Authorization")).isEmpty();
        });
        assertThat(server.refusals()).isEmpty();
    }

    @Test
    void provesTheClientByTheCertificateThatIsRegistered() throws Exception {
        server.register(OAuthClient.selfSignedTls("client", known.certificate()));
        try (HttpSender sender = sender()) {
            assertThat(status(sender)).isEqualTo(200);
        }
        assertThat(server.refusals()).isEmpty();
    }

    @Test
    void isRefusedWithTheCertificateOfSomebodyElse() throws Exception {
        server.register(OAuthClient.tls("client", known.certificate()));
        show(authority.issue("other"));
        try (HttpSender sender = sender()) {
            assertThat(failure(sender)).isInstanceOfSatisfying(ConnectorFailure.class, refused -> {
                assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
                assertThat(refused.getMessage()).contains("401 invalid_client").contains("http.oauth2.client.auth");
            });
        }
    }

    /** The client keeps back a certificate that no authority of the server signed (RFC 8446 section 4.2.4). */
    @Test
    void isRefusedWithACertificateOfAnotherAuthority() throws Exception {
        server.register(OAuthClient.tls("client", known.certificate()));
        show(PartnerAuthority.named("nobody").issue("known"));
        try (HttpSender sender = sender()) {
            assertThat(failure(sender)).isInstanceOf(ConnectorFailure.class);
        }
        assertThat(server.refusals()).containsExactly("invalid_client: the certificate is of Optional.empty");
    }

    @Test
    void takesNoRecordForAServerOfAnotherAuthority() throws Exception {
        server.register(OAuthClient.tls("client", known.certificate()));
        Files.writeString(
                Path.of(options.get("http.tls.truststore.file")),
                PartnerAuthority.named("nobody").pem());
        try (HttpSender sender = sender()) {
            assertThat(failure(sender))
                    .isInstanceOfSatisfying(
                            HttpFault.class, fault -> assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT));
        }
        assertThat(server.tokenRequests()).isEmpty();
    }

    @Test
    void fetchesATokenForTheNextCertificate() throws Exception {
        server.register(OAuthClient.tls("client", known.certificate()));
        try (HttpSender sender = sender()) {
            assertThat(status(sender)).isEqualTo(200);
            PartnerIdentity renewed = authority.issue("known");
            show(renewed);
            server.revokeAll();

            assertThat(status(sender)).isEqualTo(200);
        }
        assertThat(server.issued()).hasSize(2);
    }

    private void show(PartnerIdentity identity) throws Exception {
        Files.writeString(Path.of(options.get("http.tls.certificate.file")), identity.certificatePem());
        Files.writeString(Path.of(options.get("http.tls.key.file")), identity.keyPem());
    }

    /** As the connectors build it: one client for tokens and requests. */
    private HttpSender sender() {
        ConfigDef definition = new ConfigDef();
        ClientSettings.define(definition);
        AuthSettings.define(definition);
        AbstractConfig config = new AbstractConfig(definition, options, false);
        ClientSettings client = ClientSettings.from(config);
        HttpSender tokens = client.openPlain(4, false);
        HttpSender calls = client.open(AuthSettings.from(config).open(tokens, Clock.systemUTC()), 4, false);
        return new Both(calls, tokens);
    }

    private record Both(HttpSender calls, HttpSender tokens) implements HttpSender {
        @Override
        public CompletableFuture<HttpReply> send(HttpCall call) {
            return calls.send(call);
        }

        @Override
        public void close() {
            calls.close();
            tokens.close();
        }
    }

    private int status(HttpSender sender) throws Exception {
        return sender.send(OAuth2Bench.call(server)).get(60, TimeUnit.SECONDS).status();
    }

    private Throwable failure(HttpSender sender) {
        return Objects.requireNonNull(catchThrowableOfType(
                        ExecutionException.class,
                        () -> sender.send(OAuth2Bench.call(server)).get(60, TimeUnit.SECONDS))
                .getCause());
    }
}
