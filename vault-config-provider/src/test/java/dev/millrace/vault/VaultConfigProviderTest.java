package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import dev.millrace.partner.vault.VaultPartner;
import dev.millrace.partner.vault.VaultTerms;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultConfigProviderTest {

    private static final String ERP = "secret/orders/erp";
    private static final String PASSWORD = "the-password";
    private static final VaultTerms AN_HOUR = VaultTerms.lasting(Duration.ofHours(1), Duration.ofDays(1));

    private final VaultPartner store = VaultPartner.start().mount("secret", 2);
    private final VaultConfigProvider provider = new VaultConfigProvider();
    private final List<Throwable> thrown = new ArrayList<>();
    private final LogCapture log = new LogCapture();

    VaultConfigProviderTest() throws IOException {}

    @BeforeEach
    void write() {
        store.token(Parameters.TOKEN, VaultTerms.root());
        store.put(ERP, Map.of("password", PASSWORD, "user", "ada"));
    }

    @AfterEach
    void close() {
        provider.close();
        store.close();
        log.close();
    }

    @Test
    void resolvesThePlaceholdersOfAConfiguration() {
        provider.configure(Parameters.token(store));
        ConfigTransformer transformer = new ConfigTransformer(Map.of("vault", provider));

        Map<String, String> resolved = transformer
                .transform(Map.of("url", "https://${vault:" + ERP + ":user}:${vault:" + ERP + ":password}@erp"))
                .data();

        assertThat(resolved).containsEntry("url", "https://ada:" + PASSWORD + "@erp");
        assertThat(store.asked("GET secret/data/"))
                .as("one request for both keys")
                .isOne();
    }

    @Test
    void givesAllKeysAndOnlyThoseThatAreAskedFor() {
        provider.configure(Parameters.token(store));

        assertThat(provider.get(ERP).data()).containsOnlyKeys("password", "user");
        assertThat(provider.get(ERP, Set.of("user")).data()).containsOnly(Map.entry("user", "ada"));
    }

    @Test
    void givesNumbersTruthAndStructuresAsTheirJsonText() {
        store.put(
                "secret/mixed",
                Map.of("port", 1234567890123L, "on", true, "account", Map.of("id", List.of(1, 2)), "text", "\"ä\n"));
        provider.configure(Parameters.token(store));

        Map<String, String> data = provider.get("secret/mixed").data();

        assertThat(data)
                .containsEntry("port", "1234567890123")
                .containsEntry("on", "true")
                .containsEntry("account", "{\"id\":[1,2]}")
                .containsEntry("text", "\"ä\n");
    }

    @Test
    void tellsConnectWhenToAskAgain() {
        provider.configure(Parameters.token(store, "ttl.ms", "60000"));

        assertThat(provider.get(ERP).ttl()).isEqualTo(60_000L);
    }

    @Test
    void tellsNoTimeWhereItIsSwitchedOff() {
        provider.configure(Parameters.token(store, "ttl.ms", "0"));

        assertThat(provider.get(ERP).ttl()).isNull();
    }

    @Test
    void seesANewVersionWithTheNextQuestion() {
        provider.configure(Parameters.token(store));
        String before = provider.get(ERP).data().get("password");

        store.put(ERP, Map.of("password", "rotated"));

        assertThat(before).isEqualTo(PASSWORD);
        assertThat(provider.get(ERP).data()).containsEntry("password", "rotated");
        assertThat(provider.get(ERP + "?version=1").data()).containsEntry("password", PASSWORD);
    }

    @Test
    void logsInByAppRoleOnceForManySecrets() {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR);
        provider.configure(Parameters.appRole(store));

        provider.get(ERP);
        provider.get(ERP);

        assertThat(store.asked("POST auth/approle/login")).isOne();
    }

    @Test
    void logsInAgainWhenItsTokenWasRevoked() {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR);
        provider.configure(Parameters.appRole(store));
        provider.get(ERP);

        store.revokeAll();

        assertThat(provider.get(ERP).data()).containsEntry("password", PASSWORD);
        assertThat(store.asked("POST auth/approle/login")).isEqualTo(2);
    }

    @Test
    void logsInAgainWhenItsTokenIsUsedUp() {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR.forUses(1));
        provider.configure(Parameters.appRole(store));

        provider.get(ERP);
        provider.get(ERP);

        assertThat(store.asked("POST auth/approle/login")).isEqualTo(2);
    }

    @Test
    void readsTheIdsOfAnAppRoleFromFilesForEachLogin(@TempDir Path folder) throws IOException {
        store.appRole("ci/approle", "role-1", "secret-2", AN_HOUR);
        Path roleId = Files.writeString(folder.resolve("role"), "role-1\n");
        Path secretId = Files.writeString(folder.resolve("secret"), "secret-1\n");
        provider.configure(Map.of(
                "address", store.url(),
                "auth.method", "approle",
                "auth.mount", "ci/approle",
                "approle.role.id.file", roleId.toString(),
                "approle.secret.id.file", secretId.toString()));
        assertRefused(ERP, "vault-login-refused", "approle.secret.id");

        Files.writeString(secretId, "secret-2\n");

        assertThat(provider.get(ERP).data()).containsEntry("password", PASSWORD);
    }

    @Test
    void logsInWithTheTokenThatTheClusterHasReplaced(@TempDir Path folder) throws IOException {
        Path jwt = Files.writeString(folder.resolve("token"), "first.jwt");
        store.serviceAccount("kubernetes", "connect", "first.jwt", AN_HOUR);
        provider.configure(Map.of(
                "address",
                store.url(),
                "auth.method",
                "kubernetes",
                "kubernetes.role",
                "connect",
                "kubernetes.token.file",
                jwt.toString()));
        provider.get(ERP);

        store.serviceAccount("kubernetes", "connect", "second.jwt", AN_HOUR);
        store.revokeAll();
        Files.writeString(jwt, "second.jwt");

        assertThat(provider.get(ERP).data()).containsEntry("password", PASSWORD);
    }

    @Test
    void saysWhichServiceAccountIsNotBound(@TempDir Path folder) throws IOException {
        Path jwt = Files.writeString(folder.resolve("token"), "first.jwt");
        provider.configure(Map.of(
                "address",
                store.url(),
                "auth.method",
                "kubernetes",
                "kubernetes.role",
                "connect",
                "kubernetes.token.file",
                jwt.toString()));

        assertRefused(ERP, "vault-login-refused", "kubernetes.role");
    }

    @Test
    void takesUpATokenThatAnAgentHasReplaced(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), Parameters.TOKEN + "\n");
        provider.configure(Parameters.tokenFile(store, file.toString()));
        provider.get(ERP);

        store.revoke(Parameters.TOKEN);
        store.token("hvs.next", VaultTerms.root());
        Files.writeString(file, "hvs.next\n");

        assertThat(provider.get(ERP).data()).containsEntry("password", PASSWORD);
    }

    @Test
    void saysThatAFileOfATokenIsMissing() {
        provider.configure(Parameters.tokenFile(store, "/nowhere/token"));

        assertRefused(ERP, "vault-credential-unreadable", "/nowhere/token", "token.file");
    }

    @Test
    void saysThatATokenHasEnded() {
        provider.configure(Parameters.token(store));
        provider.get(ERP);

        store.revoke(Parameters.TOKEN);

        assertRefused(ERP, "vault-token-ended", ERP, "put another");
    }

    @Test
    void saysThatAPolicyDenies() {
        store.token(Parameters.TOKEN, VaultTerms.root().reading("secret/data/others/"));
        provider.configure(Parameters.token(store));

        assertRefused(ERP, "secret-denied", ERP, "grant its policy read on secret/data/orders/erp");
    }

    @Test
    void doesNotLogInAgainWhereAPolicyDenies() {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR.reading("secret/data/others/"));
        provider.configure(Parameters.appRole(store));

        assertRefused(ERP, "secret-denied", ERP);
        assertRefused(ERP, "secret-denied", ERP);

        assertThat(store.asked("POST auth/approle/login")).isOne();
    }

    @Test
    void saysThatASecretIsMissing() {
        provider.configure(Parameters.token(store));

        assertRefused("secret/orders/nothing", "secret-missing", "secret/orders/nothing", "write it");
        assertRefused(ERP + "?version=7", "secret-missing", "another version than 7");
    }

    @Test
    void saysThatAKeyIsMissing() {
        provider.configure(Parameters.token(store));

        assertRefused(ERP, "secret-key-missing", ERP, "passwort");
    }

    @Test
    void saysThatASecretWasDeletedOrDestroyed() {
        store.put("secret/a", Map.of("passwort", PASSWORD));
        store.delete("secret/a", 1);
        store.put("secret/b", Map.of("passwort", PASSWORD));
        store.destroy("secret/b", 1);
        provider.configure(Parameters.token(store));

        assertRefused("secret/a", "secret-deleted", "undelete");
        assertRefused("secret/b", "secret-destroyed", "write it again");
    }

    @Test
    void saysThatAMountHasNoVersions() {
        store.mount("old", 1);
        store.put("old/erp", Map.of("passwort", PASSWORD));
        store.put("old/data/twice", Map.of("passwort", PASSWORD));
        provider.configure(Parameters.token(store));

        assertRefused("old/erp", "secret-mount-not-kv2", "mount old");
        assertRefused("old/twice", "secret-mount-not-kv2", "mount old");
    }

    @Test
    void saysThatNothingIsMountedThere() {
        provider.configure(Parameters.token(store));

        assertRefused("secrets/orders/erp", "secret-mount-missing", "secrets/orders/erp", "mounts");
    }

    @Test
    void readsFromANamespace() {
        store.namespace("integration").mount("integration/secret", 2);
        store.put("integration/secret/erp", Map.of("passwort", "of the namespace"));
        provider.configure(Parameters.token(store, "namespace", "/integration/"));

        assertThat(provider.get("secret/erp").data()).containsEntry("passwort", "of the namespace");
    }

    @Test
    void saysThatANamespaceIsUnknown() {
        provider.configure(Parameters.token(store, "namespace", "nowhere"));

        assertRefused(ERP, "secret-mount-missing", "in namespace nowhere");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 412})
    void asksAgainAfterAPassingFault(int status) {
        provider.configure(Parameters.token(store, "stale.max.ms", "0"));
        provider.get(ERP);

        store.fail(status, 2);

        assertThat(provider.get(ERP, Set.of("user")).data()).containsEntry("user", "ada");
    }

    @Test
    void saysThatTheStoreIsSealed() {
        store.seal(true);
        provider.configure(Parameters.token(store, "retry.max.attempts", "2"));

        assertRefused(ERP, "vault-sealed", "unseal it");
        assertThat(store.asked()).hasSize(2);
    }

    @Test
    void saysThatTheStoreCantBeReached() {
        provider.configure(Parameters.token(store));
        store.close();

        assertRefused(ERP, "endpoint-unreachable", store.url());
    }

    @Test
    void takesWhatItReadBeforeWhileTheStoreIsSealed() {
        provider.configure(Parameters.token(store, "ttl.ms", "3600000"));
        provider.get(ERP);

        store.seal(true);

        assertThat(provider.get(ERP, Set.of("password")).data()).containsOnly(Map.entry("password", PASSWORD));
        assertThat(provider.get(ERP).ttl()).as("asked again soon").isEqualTo(60_000L);
        assertThat(log.lines()).anyMatch(line -> line.contains("[vault-sealed]") && line.contains(ERP));
    }

    @Test
    void takesNothingOldWhereThatIsSwitchedOffOrTheStoreRefuses() {
        provider.configure(Parameters.token(store));
        provider.get(ERP);
        store.delete(ERP, 1);
        assertRefused(ERP, "secret-deleted", ERP);

        store.seal(true);

        assertRefused(ERP, "vault-sealed", "sealed");
    }

    @Test
    void speaksTlsWithAServerOfItsOwnAuthority(@TempDir Path folder) throws IOException {
        PartnerAuthority authority = PartnerAuthority.named("Vault test authority");
        PartnerIdentity identity = authority.issue("127.0.0.1", "127.0.0.1");
        Path trusted = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        try (VaultPartner secure = VaultPartner.start(identity, authority).mount("secret", 2)) {
            secure.token(Parameters.TOKEN, VaultTerms.root());
            secure.put(ERP, Map.of("passwort", PASSWORD));
            provider.configure(Parameters.token(secure, "http.tls.truststore.file", trusted.toString()));

            assertThat(provider.get(ERP).data()).containsEntry("passwort", PASSWORD);
        }
    }

    @Test
    void trustsNoServerOfAnUnknownAuthority() throws IOException {
        PartnerAuthority authority = PartnerAuthority.named("Vault test authority");
        try (VaultPartner secure = VaultPartner.start(authority.issue("127.0.0.1", "127.0.0.1"), authority)) {
            provider.configure(Parameters.token(secure, "retry.max.attempts", "1"));

            assertRefused(ERP, "endpoint-unreachable", "https://127.0.0.1");
            assertThat(secure.asked()).isEmpty();
        }
    }

    @Test
    void asksNothingBeforeASecretIsWanted() {
        try (VaultConfigProvider unused = new VaultConfigProvider()) {
            unused.configure(Parameters.token(store));
        }

        assertThat(store.asked()).isEmpty();
    }

    @Test
    void saysThatAPlaceholderOfItsOwnWasNotResolved() {
        provider.configure(Map.of("address", store.url(), "token", "${env:VAULT_TOKEN}"));

        assertRefused(ERP, "vault-not-configured", "config.providers.*.param.*");
    }

    @Test
    void isAskedByManyThreadsAtOnce() throws Exception {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR);
        provider.configure(Parameters.appRole(store));
        Callable<Map<String, String>> asking = () -> provider.get(ERP).data();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        List<Future<Map<String, String>>> answers = threads.invokeAll(Collections.nCopies(64, asking));

        threads.shutdown();
        for (Future<Map<String, String>> answer : answers) {
            assertThat(answer.get()).containsEntry("password", PASSWORD);
        }
        assertThat(store.asked("POST auth/approle/login")).isOne();
    }

    @Test
    void endsItsThreadsWhenItIsClosed() {
        store.appRole("approle", "role-1", "secret-1", AN_HOUR);
        provider.configure(Parameters.appRole(store));
        provider.get(ERP);

        provider.close();

        Eventually.holds(
                "no thread is left", () -> threadsNamed("vault-token-renewal").isEmpty());
        assertThatThrownBy(() -> provider.get(ERP)).isInstanceOf(IllegalStateException.class);
    }

    private void assertRefused(String path, String code, String... words) {
        assertThatThrownBy(() -> provider.get(path, Set.of("passwort")))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("[" + code + "] ")
                .hasMessageContainingAll(words)
                .satisfies(thrown::add);
        log.assertHoldsNoneOf(List.of(PASSWORD, Parameters.TOKEN, "secret-1", "first.jwt"), thrown);
    }

    private static List<String> threadsNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name::equals)
                .toList();
    }
}
