package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SftpPartner;
import dev.millrace.partner.vault.VaultPartner;
import dev.millrace.partner.vault.VaultTerms;
import dev.millrace.quickstart.ConnectRest;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of docs/guides/secrets.md on a worker with its config providers: File, Directory, Env, and ours for Vault. */
class SecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");
    /** Where the guide lets the secrets of a worker be; here it is a folder of the test. */
    private static final String SECRETS = "/run/millrace";

    private static final Path GUIDE = Path.of(System.getProperty("millrace.root"), "docs/guides/secrets.md");
    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String WAREHOUSE = "secret/orders/warehouse";
    private static final VaultTerms AN_HOUR = VaultTerms.lasting(Duration.ofHours(1), Duration.ofDays(1));

    private final Path folder = Platform.folder();

    @ParameterizedTest
    @EnumSource(Line.class)
    void resolvesSecretsFromFilesFoldersAndVaultAndRotatesThem(Line line) throws Exception {
        makeTopics("bookings", "warehouse-orders");
        Path root = Platform.folder();
        Files.createDirectories(root.resolve("inbound"));
        Files.createDirectories(root.resolve("archive"));
        try (SftpPartner supplier = SftpPartner.start(root);
                RestPartner receiver = RestPartner.start();
                VaultPartner vault = VaultPartner.start().mount("secret", 2);
                WorkerProcess worker =
                        WorkerProcess.start(Platform.settings(line, Guarantee.AT_LEAST_ONCE, Platform.broker())
                                .withEnvironment(environment(supplier, receiver, vault))
                                .with(providers()));
                TopicWriter writer = new TopicWriter()) {
            writeSecrets(supplier);
            vault.appRole("approle", "connect", "an id of the worker", AN_HOUR.reading("secret/data/orders/"));
            vault.put(WAREHOUSE, Map.of("user", "millrace", "password", "the first password"));

            for (String example : List.of("secrets-file", "secrets-directory", "secrets-vault")) {
                put(worker.rest(), example);
            }
            Folders.drop(root.resolve("inbound"), "orders-" + line + ".csv", "order_id,amount\n1,10.00\n");
            writer.write("bookings", "b-1", "{\"id\":1}")
                    .write("warehouse-orders", "w-1", "{\"id\":1}")
                    .flush();

            Eventually.holds(
                    "the supplier's file is archived",
                    LIMIT,
                    () -> Files.exists(root.resolve("archive/orders-" + line + ".csv")));
            awaitAuthorization(receiver, "/bookings", "Bearer the-token-of-bookings");
            awaitAuthorization(receiver, "/orders", basic("millrace", "the first password"));

            // What the connector was started with is compared with what is there from the first restart on.
            Eventually.holds("a second restart begins", LIMIT, () -> restarts(worker) >= 2);
            vault.put(WAREHOUSE, Map.of("user", "millrace", "password", "the second password"));
            Eventually.holds("the new password is used", LIMIT, () -> {
                writer.write("warehouse-orders", "w-2", "{\"id\":2}").flush();
                return authorizations(receiver, "/orders").contains(basic("millrace", "the second password"));
            });

            assertShownNowhere(worker, vault, supplier.password());
        }
    }

    private void assertShownNowhere(WorkerProcess worker, VaultPartner vault, String supplierPassword)
            throws Exception {
        String shown = get(worker, "/connectors?expand=info&expand=status")
                + get(worker, "/connectors/secrets-vault-warehouse/tasks")
                + Files.readString(worker.log());

        assertThat(shown).contains("${vault:" + WAREHOUSE + ":password}");
        assertThat(List.of("the first password", "the second password", "the-token-of-bookings", "an id of the worker"))
                .noneMatch(shown::contains);
        assertThat(shown).doesNotContain("\"" + supplierPassword + "\"");
        assertThat(vault.asked("POST auth/approle/login"))
                .as("one login of the provider that the worker asks")
                .isOne();
    }

    /** The properties of the guide, with the test's folder and a short time to live. */
    private Map<String, String> providers() throws IOException {
        Matcher block = PROPERTIES.matcher(Files.readString(GUIDE).replace(SECRETS, folder.toString()));
        assertThat(block.find())
                .as("the guide shows the properties of a worker")
                .isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(block.group(1)));
        Map<String, String> worker = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> worker.put(key, properties.getProperty(key)));
        worker.put("config.providers.vault.param.ttl.ms", "3000");
        return worker;
    }

    private static Map<String, String> environment(SftpPartner supplier, RestPartner receiver, VaultPartner vault) {
        return Map.of(
                "SUPPLIER_SFTP_HOST", supplier.host(),
                "SUPPLIER_SFTP_PORT", String.valueOf(supplier.port()),
                "SUPPLIER_SFTP_FINGERPRINT", supplier.hostKeyFingerprint(),
                "BOOKING_URL", receiver.url(),
                "WAREHOUSE_URL", receiver.url(),
                "VAULT_ADDR", vault.url());
    }

    private void writeSecrets(SftpPartner supplier) throws IOException {
        Files.writeString(
                folder.resolve("supplier.properties"),
                "username=" + supplier.username() + "\npassword=" + supplier.password() + "\n");
        Files.createDirectories(folder.resolve("booking"));
        Files.writeString(folder.resolve("booking/token"), "the-token-of-bookings");
        Files.writeString(folder.resolve("vault-secret-id"), "an id of the worker\n");
    }

    private void put(ConnectRest rest, String example) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(example + ".json")).replace(SECRETS, folder.toString());
        String name = JSON.readTree(text).path("name").asText();
        rest.put(name, text);
        rest.awaitRunning(name, 1, LIMIT);
    }

    private static void awaitAuthorization(RestPartner receiver, String path, String expected) {
        Eventually.holds(
                path + " is asked with its secret",
                LIMIT,
                () -> authorizations(receiver, path).contains(expected));
    }

    private static List<String> authorizations(RestPartner receiver, String path) {
        return receiver.received().stream()
                .filter(request -> request.path().startsWith(path))
                .map((ReceivedRequest request) ->
                        request.header("Authorization").orElse(""))
                .toList();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static long restarts(WorkerProcess worker) {
        try (Stream<String> lines = Files.lines(worker.log())) {
            return lines.filter(entry -> entry.contains("Stopping connector secrets-vault-warehouse"))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String get(WorkerProcess worker, String path) throws Exception {
        URI target = worker.rest().base().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void makeTopics(String... names) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()))) {
            Set<String> known = admin.listTopics().names().get();
            admin.createTopics(Stream.of(names)
                            .filter(name -> !known.contains(name))
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }
}
