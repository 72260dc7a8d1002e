package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Signatures for Amazon Web Services.
 *
 * @param accessKeyId empty where a file holds the credentials
 * @param credentials such a file, in the form that the AWS tools use
 * @param profile in that file
 */
record AwsSettings(
        AwsTerms terms,
        String accessKeyId,
        SecretOption secretAccessKey,
        SecretOption sessionToken,
        SecretOption credentials,
        String profile)
        implements SchemeSettings {

    static final String REGION = "http.auth.aws.region";
    static final String SERVICE = "http.auth.aws.service";
    static final String ACCESS_KEY_ID = "http.auth.aws.access.key.id";
    static final String SECRET_ACCESS_KEY = "http.auth.aws.secret.access.key";
    static final String SESSION_TOKEN = "http.auth.aws.session.token";
    static final String CREDENTIALS = "http.auth.aws.credentials";
    static final String PROFILE = "http.auth.aws.profile";
    static final String PLACE = "http.auth.aws.place";
    static final String PAYLOAD = "http.auth.aws.payload";
    static final String NORMALIZE_PATH = "http.auth.aws.normalize.path";
    static final String SIGN_TOKEN = "http.auth.aws.session.token.signed";
    static final String EXPIRES = "http.auth.aws.expires.ms";

    static final List<String> KEYS = keys();

    private static final String CHOICE = "http.auth=aws-sigv4";

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Signatures for AWS");
        group.text(REGION, "", "The region that is signed for, such as eu-central-1. Set it with " + CHOICE + ".")
                .text(
                        SERVICE,
                        "",
                        "The name under which the service signs, such as execute-api, lambda, s3 or es. Set it with "
                                + CHOICE + ".")
                .text(ACCESS_KEY_ID, "", "The id of the access key. Set it unless a credentials file holds it.");
        SecretOption.define(group, SECRET_ACCESS_KEY, "The secret access key. Set it with its id.");
        SecretOption.define(
                group, SESSION_TOKEN, "The token of temporary credentials. Set it when the access key came with one.");
        SecretOption.define(
                        group,
                        CREDENTIALS,
                        "The id, secret and token together, as the AWS tools write them (aws_access_key_id=... on lines below a"
                                + " [profile]). Set its file to follow credentials that another program renews.")
                .text(
                        PROFILE,
                        "default",
                        "The profile in these credentials. Change it when they are under another name.")
                .choice(
                        PLACE,
                        AwsTerms.Place.HEADER,
                        "Where the signature stands: in the header Authorization, or in the query of the address. Choose query"
                                + " for receivers that take presigned addresses alone.")
                .choice(
                        PAYLOAD,
                        AwsTerms.Payload.DECLARED,
                        "What is signed of the body: its hash (signed), its hash, sent as x-amz-content-sha256 too (declared,"
                                + " which S3 needs), or nothing (unsigned). Choose unsigned for S3 over TLS with large bodies.")
                .flag(
                        NORMALIZE_PATH,
                        true,
                        "Whether dot segments and double slashes are removed from the path before it is signed; with S3 they"
                                + " never are. Set it to false for a service that signs paths as they are.")
                .flag(
                        SIGN_TOKEN,
                        true,
                        "Whether the session token is signed. Set it to false for a service that wants it added afterwards,"
                                + " such as AWS IoT.")
                .number(
                        EXPIRES,
                        300_000L,
                        1_000L,
                        Duration.ofDays(7).toMillis(),
                        "How long a signature in the query is good, in milliseconds; whole seconds count. Raise it when requests"
                                + " wait on their way.");
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(
                List.of(REGION, SERVICE, ACCESS_KEY_ID, PROFILE, PLACE, PAYLOAD, NORMALIZE_PATH, SIGN_TOKEN, EXPIRES));
        List.of(SECRET_ACCESS_KEY, SESSION_TOKEN, CREDENTIALS).forEach(key -> keys.addAll(SecretOption.keys(key)));
        return List.copyOf(keys);
    }

    static AwsSettings from(AbstractConfig config) {
        String service = config.getString(SERVICE).strip();
        AwsTerms terms = new AwsTerms(
                config.getString(REGION).strip(),
                service,
                OptionGroup.choiceOf(AwsTerms.Place.class, config.getString(PLACE)),
                OptionGroup.choiceOf(AwsTerms.Payload.class, config.getString(PAYLOAD)),
                config.getBoolean(NORMALIZE_PATH),
                config.getBoolean(SIGN_TOKEN),
                Duration.ofMillis(config.getLong(EXPIRES)));
        return new AwsSettings(
                terms,
                config.getString(ACCESS_KEY_ID).strip(),
                SecretOption.from(config, SECRET_ACCESS_KEY),
                SecretOption.from(config, SESSION_TOKEN),
                SecretOption.from(config, CREDENTIALS),
                config.getString(PROFILE));
    }

    static void validate(AbstractConfig config, Problems problems) {
        AwsSettings settings = from(config);
        required(REGION, settings.terms.region(), problems);
        required(SERVICE, settings.terms.service(), problems);
        if (settings.credentials.isGiven()) {
            settings.credentials.validate(text -> AwsCredentials.ofFile(text, settings.profile), CHOICE, problems);
            settings.refuseBeside(problems);
        } else {
            required(ACCESS_KEY_ID, settings.accessKeyId, problems);
            settings.secretAccessKey.validate(text -> text, CHOICE, problems);
            if (settings.sessionToken.isGiven()) {
                settings.sessionToken.validate(text -> text, CHOICE, problems);
            }
        }
    }

    private void refuseBeside(Problems problems) {
        String beside = "is given besides " + CREDENTIALS + ", which holds it: remove one of them";
        if (!accessKeyId.isEmpty()) {
            problems.report(ACCESS_KEY_ID, beside);
        }
        if (secretAccessKey.isGiven()) {
            problems.report(SECRET_ACCESS_KEY, beside);
        }
        if (sessionToken.isGiven()) {
            problems.report(SESSION_TOKEN, beside);
        }
    }

    private static void required(String key, String value, Problems problems) {
        if (value.isEmpty()) {
            problems.report(key, "is missing, and " + CHOICE + " needs it");
        }
    }

    @Override
    public Authenticator open(Opening opening) {
        if (credentials.isGiven()) {
            Secret<AwsCredentials> all =
                    credentials.open(text -> AwsCredentials.ofFile(text, profile), opening.nanos());
            return new AwsAuthenticator(terms, all::current, all::lookNow, opening.clock());
        }
        Secret<String> secret = secretAccessKey.open(String::strip, opening.nanos());
        Secret<String> token =
                sessionToken.isGiven() ? sessionToken.open(String::strip, opening.nanos()) : Secret.fixed("");
        return new AwsAuthenticator(
                terms,
                () -> new AwsCredentials(accessKeyId, secret.current(), token.current()),
                () -> {
                    boolean otherSecret = secret.lookNow();
                    return token.lookNow() || otherSecret;
                },
                opening.clock());
    }

    @Override
    public boolean authorizes() {
        return terms.place() == AwsTerms.Place.HEADER;
    }
}
