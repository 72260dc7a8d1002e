package dev.millrace.http.signature;

import dev.millrace.kit.OptionGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How requests must prove who sends them.
 *
 * @param preset the provider's name
 * @param secrets in their order; never logged
 * @param secretsFile further ones, looked at again while the connector runs
 * @param requireSigned whether only the strongest form of proof counts that the provider has
 * @param tolerance for the time of a signature, both ways; empty for the preset's, zero for any
 * @param user of basic authentication, or of the provider's key service
 * @param header that holds an API key
 * @param parameter of the query that holds a token
 * @param subjects distinguished names of client certificates
 * @param webhookId PayPal's id of this webhook
 * @param topics of Amazon SNS that are welcome; * for any
 * @param hosts that certificates may be fetched from, instead of the provider's own
 * @param keysUrl where public keys are published; empty for the preset's
 * @param audience whom a token must be made for
 * @param issuer who must have made a token; empty for the preset's
 */
record VerifySettings(
        String preset,
        List<String> secrets,
        Optional<Path> secretsFile,
        boolean requireSigned,
        Optional<Duration> tolerance,
        String user,
        String header,
        String parameter,
        List<String> subjects,
        String webhookId,
        List<String> topics,
        List<String> hosts,
        String keysUrl,
        String audience,
        String issuer,
        HmacSettings hmac) {

    static final String VERIFY = "webhook.verify";
    static final String SECRETS = "webhook.secrets";
    static final String SECRETS_FILE = "webhook.secrets.file";
    static final String REQUIRE_SIGNED = "webhook.verify.require.signed";
    static final String TOLERANCE = "webhook.timestamp.tolerance.ms";
    static final String USER = "webhook.verify.user";
    static final String HEADER = "webhook.verify.header";
    static final String PARAMETER = "webhook.verify.parameter";
    static final String SUBJECTS = "webhook.verify.subjects";
    static final String WEBHOOK_ID = "webhook.verify.webhook.id";
    static final String TOPICS = "webhook.verify.topics";
    static final String HOSTS = "webhook.verify.hosts";
    static final String KEYS_URL = "webhook.verify.keys.url";
    static final String AUDIENCE = "webhook.verify.audience";
    static final String ISSUER = "webhook.verify.issuer";

    static final String DEFAULT_HEADER = "X-Api-Key";
    static final String DEFAULT_PARAMETER = "secret";
    private static final long OF_THE_PRESET = -1;

    VerifySettings {
        secrets = List.copyOf(secrets);
        subjects = List.copyOf(subjects);
        topics = List.copyOf(topics);
        hosts = List.copyOf(hosts);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Verification")
                .add(
                        VERIFY,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new PresetName(),
                        ConfigDef.Importance.HIGH,
                        "Whose requests these are, and so how they prove their sender; docs/reference/webhook-signatures.md"
                                + " tells what each preset verifies. hmac is for senders that have no preset; none believes"
                                + " whoever reaches the port, and must be written out.")
                .secret(
                        SECRETS,
                        "The secrets, tokens, passwords or public keys that requests are verified with, separated by commas or"
                                + " new lines; a PEM block is one of them. While a secret is replaced, give the old and the"
                                + " new one. A secret that has a comma in it belongs to webhook.secrets.file.")
                .text(
                        SECRETS_FILE,
                        null,
                        "A file with further secrets, one on each line, looked at again at most once a second when its time"
                                + " or length changes. Set it to replace secrets without a restart.")
                .flag(
                        REQUIRE_SIGNED,
                        false,
                        "Whether weaker proofs are refused that a provider has besides its signatures, such as GitLab's token."
                                + " Set it to true once the sender signs.")
                .number(
                        TOLERANCE,
                        OF_THE_PRESET,
                        OF_THE_PRESET,
                        Duration.ofDays(30).toMillis(),
                        "How far the time of a signature may be from now, in both directions, in milliseconds; -1 takes the"
                                + " provider's own, 0 is any. Raise it when a provider repeats requests for long with their"
                                + " first signature.")
                .text(
                        USER,
                        "",
                        "The user name of basic authentication, whose passwords are webhook.secrets; the client id with"
                                + " plaid. Set it with these presets.")
                .text(
                        HEADER,
                        DEFAULT_HEADER,
                        "The header that holds the key of api-key. Change it to the sender's name of it.")
                .text(
                        PARAMETER,
                        DEFAULT_PARAMETER,
                        "The query parameter that holds the secret of azure-event-grid. Change it to the name in the address"
                                + " that was subscribed.")
                .add(
                        SUBJECTS,
                        ConfigDef.Type.STRING,
                        "",
                        null,
                        ConfigDef.Importance.MEDIUM,
                        "The subjects of the client certificates that are welcome with mtls, such as CN=partner,O=Acme; several"
                                + " are separated by semicolons. Empty welcomes all that the listener trusts.")
                .text(
                        WEBHOOK_ID,
                        "",
                        "The id that PayPal gave this webhook, which is part of what it signs. Set it with paypal.")
                .list(
                        TOPICS,
                        "",
                        "The topics of Amazon SNS whose messages are welcome and whose subscriptions are confirmed, as ARNs. Every"
                                + " account of the provider gets valid signatures, so aws-sns needs it; * is any topic and"
                                + " must be written out.")
                .list(
                        HOSTS,
                        "",
                        "The hosts that certificates may be fetched from, each with a port where it is not 443, instead of those"
                                + " of paypal or aws-sns. Set it for a stand-in of the provider in a test environment.")
                .text(
                        KEYS_URL,
                        "",
                        "The https address of the public keys that tokens or signatures are verified with, as a JSON Web Key Set."
                                + " Set it when they are not where the preset looks; plaid's sandbox has its own.")
                .text(
                        AUDIENCE,
                        "",
                        "The audience that a sender's tokens must be made for: the id of your application. Set it for msgraph,"
                                + " azure-event-grid and bearer when their tokens are JSON Web Tokens.")
                .text(
                        ISSUER,
                        "",
                        "The issuer that must have made a sender's tokens. Set it with webhook.verify.audience to allow your own"
                                + " tenant alone.");
        HmacSettings.define(definition);
    }

    /** Reads what {@link VerifyChecks#validate} has no problem with. */
    static VerifySettings from(AbstractConfig config) {
        String file = config.getString(SECRETS_FILE);
        long tolerance = config.getLong(TOLERANCE);
        return new VerifySettings(
                config.getString(VERIFY).toLowerCase(Locale.ROOT),
                SecretStore.split(textOf(config.getPassword(SECRETS)), "[,\\r\\n]+"),
                file == null || file.isBlank() ? Optional.empty() : Optional.of(Path.of(file)),
                config.getBoolean(REQUIRE_SIGNED),
                tolerance == OF_THE_PRESET ? Optional.empty() : Optional.of(Duration.ofMillis(tolerance)),
                config.getString(USER),
                config.getString(HEADER),
                config.getString(PARAMETER),
                SecretStore.split(config.getString(SUBJECTS), ";"),
                config.getString(WEBHOOK_ID),
                config.getList(TOPICS),
                config.getList(HOSTS),
                config.getString(KEYS_URL),
                config.getString(AUDIENCE),
                config.getString(ISSUER),
                HmacSettings.from(config));
    }

    private static String textOf(@Nullable Password password) {
        return password == null ? "" : password.value();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return preset + " with " + secrets.size() + " secrets";
    }
}
