package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {

    private static final String AWS = "http.auth=aws-sigv4; http.auth.aws.region=r; http.auth.aws.service=s";
    private static final String SIGNATURE = "http.auth=http-signature; http.auth.signature.key=a2V5";

    /** One mistake a row; entries of the configuration are separated by semicolons and a blank. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.auth=basic; http.auth.password=p | http.auth.user | is missing",
                "http.auth=basic; http.auth.user=u | http.auth.password | is missing, and http.auth=basic needs it: set it or"
                        + " http.auth.password.file",
                "http.auth=basic; http.auth.user=a:b; http.auth.password=p | http.auth.user | holds a colon",
                "http.auth=basic; http.auth.user=u; http.auth.password=p; http.auth.password.file=/x | http.auth.password.file"
                        + " | is given besides http.auth.password",
                "http.auth=basic; http.auth.user=u; http.auth.password.file=/none | http.auth.password.file | can't be read here",
                "http.auth=digest; http.auth.password=p | http.auth.user | is missing",
                "http.auth=digest; http.auth.user=u | http.auth.password | is missing",
                "http.auth=digest; http.auth.user=u; http.auth.password=p; http.auth.digest.algorithms=sha-1 |"
                        + " http.auth.digest.algorithms | not known here",
                "http.auth=bearer | http.auth.token | is missing",
                "http.auth=bearer; http.auth.token=Bearer x | http.auth.token | without the word Bearer",
                "http.auth=api-key | http.auth.api.key | is missing",
                "http.auth=api-key; http.auth.api.key=k; http.auth.api.key.name=a b | http.auth.api.key.name | can't name a header",
                "http.auth=api-key; http.auth.api.key=k; http.auth.api.key.name=Host | http.auth.api.key.name | set by the client",
                "http.auth=api-key; http.auth.api.key=kü | http.auth.api.key | printable",
                "http.auth=api-key; http.auth.api.key=a b; http.auth.api.key.place=cookie | http.auth.api.key | can't be a cookie",
                "http.auth=hmac | http.auth.secrets | is missing",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.secret.form=hex | http.auth.secrets | not hexadecimal",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signed={nothing} | http.auth.hmac.signed | there is not",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signed=always | http.auth.hmac.signed | has no place",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signed={secret}{body} | http.auth.hmac.signed | never signs",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signed={ts}{body} | http.auth.hmac.timestamp | is missing",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signed={id}{body} | http.auth.hmac.id | is missing",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signature=body:sig | http.auth.hmac.signature | can be"
                        + " written",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signature=header:a b | http.auth.hmac.signature | can be"
                        + " written",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signature=header:Host | http.auth.hmac.signature | can be"
                        + " written",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.prefix=ü | http.auth.hmac.prefix | printable",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.timestamp=form:t | http.auth.hmac.timestamp | can be written",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.timestamp=signature:t= | http.auth.hmac.separator | is missing",
                "http.auth=webhook | http.auth.secrets | is missing",
                "http.auth=webhook; http.auth.secrets=whpk_abc | http.auth.secrets | base64 after whsec_ or whsk_ and base64",
                AWS + "; http.auth.aws.access.key.id=a | http.auth.aws.secret.access.key | is missing",
                AWS + "; http.auth.aws.secret.access.key=a | http.auth.aws.access.key.id | is missing",
                "http.auth=aws-sigv4; http.auth.aws.service=s; http.auth.aws.access.key.id=a;"
                        + " http.auth.aws.secret.access.key=b | http.auth.aws.region | is missing",
                AWS + "; http.auth.aws.credentials=nothing | http.auth.aws.credentials | in the profile default",
                SIGNATURE + "; http.auth.signature.key.form=hex | http.auth.signature.key | is not hexadecimal",
                SIGNATURE + "; http.auth.signature.algorithm=ed25519 | http.auth.signature.key | private key",
                SIGNATURE
                        + "; http.auth.signature.components=@status | http.auth.signature.components | none of @authority",
                SIGNATURE + "; http.auth.signature.components=a b | http.auth.signature.components | is no field",
                SIGNATURE
                        + "; http.auth.signature.components=@method;req | http.auth.signature.components | can't be signed here",
                SIGNATURE
                        + "; http.auth.signature.components=@query-param | http.auth.signature.components | without a name",
                SIGNATURE + "; http.auth.signature.components=@method,@Method | http.auth.signature.components | twice",
                SIGNATURE + "; http.auth.signature.digest=none | http.auth.signature.digest | is none",
                SIGNATURE + "; http.auth.signature.label=Sig | http.auth.signature.label | small letters",
                SIGNATURE + "; http.auth.signature.key.id=ü | http.auth.signature.key.id | printable",
                SIGNATURE
                        + "; http.auth.signature.key.password.file=/none | http.auth.signature.key.password.file | can't be read",
                "soap.security=text; soap.security.password=p | soap.security.user | is missing",
                "soap.security=digest; soap.security.user=u | soap.security.password | is missing",
                "soap.security.user=u | soap.security.user | only used with soap.security",
                "http.auth.user=u | http.auth.user | only used with http.auth=basic or http.auth=digest",
                "http.auth.webhook.id=r | http.auth.webhook.id | only used with http.auth=webhook",
                "http.auth.aws.region=r | http.auth.aws.region | only used with http.auth=aws-sigv4",
                "http.auth.secrets=s | http.auth.secrets | only used with http.auth=hmac or http.auth=webhook",
            })
    void reportsEachMistakeOnTheKeyToChange(String configuration, String key, String sentence) {
        Map<String, String> problems = Auth.problems(options(configuration));

        assertThat(problems).containsOnlyKeys(key);
        assertThat(problems.get(key)).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({"soap, ''", "template, ''", "SOAP, ''", "json, soap.security"})
    void wantsAnEnvelopeForSoapSecurity(String body, String reportedOn) {
        ConfigDef definition =
                Auth.definition().define("http.body", ConfigDef.Type.STRING, "json", ConfigDef.Importance.LOW, "Body.");
        Map<String, String> options =
                options("soap.security=text; soap.security.user=u; soap.security.password=p; http.body=" + body);
        Map<String, String> problems = new HashMap<>();

        AuthSettings.validate(new AbstractConfig(definition, options, false), problems::put);

        assertThat(String.join("", problems.keySet())).isEqualTo(reportedOn);
    }

    @Test
    void twoSourcesOfAwsCredentialsAreOneTooMany() {
        Map<String, String> problems = Auth.problems(options(AWS
                + "; http.auth.aws.access.key.id=a; http.auth.aws.secret.access.key=b; http.auth.aws.session.token=c;"
                + " http.auth.aws.credentials=[default]\naws_access_key_id=a\naws_secret_access_key=b"));

        assertThat(problems)
                .containsOnlyKeys(
                        "http.auth.aws.access.key.id",
                        "http.auth.aws.secret.access.key",
                        "http.auth.aws.session.token");
    }

    /** A route that proves itself in another way than its connector inherits the options of the connector's way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.auth=none; http.auth.user=u",
                "http.auth=bearer; http.auth.token=t; http.auth.user=u",
                "soap.security=none; soap.security.user=u"
            })
    void keepsQuietOfOptionsThatAWrittenChoiceMakesUseless(String configuration) {
        assertThat(Auth.problems(options(configuration))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.auth=bearer; http.auth.token=t",
                "http.auth=basic; http.auth.user=u; http.auth.password=p",
                "http.auth=api-key; http.auth.api.key=k; http.auth.api.key.name=Authorization",
                "http.auth=hmac; http.auth.secrets=s; http.auth.hmac.signature=header:Authorization",
                AWS + "; http.auth.aws.access.key.id=a; http.auth.aws.secret.access.key=b"
            })
    void wantsOneAuthorizationOnly(String configuration) {
        Map<String, String> options = options(configuration + "; http.secret.headers=authorization: Token x");

        assertThat(Auth.problems(options)).containsOnlyKeys("http.secret.headers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.auth=api-key; http.auth.api.key=k",
                SIGNATURE,
                "http.auth=hmac; http.auth.secrets=s",
                AWS + "; http.auth.aws.access.key.id=a; http.auth.aws.secret.access.key=b; http.auth.aws.place=query"
            })
    void letsAnotherAuthorizationStandBesideWhatIsElsewhere(String configuration) {
        assertThat(Auth.problems(options(configuration + "; http.secret.headers=authorization: Token x")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.auth=webhook | true",
                "http.auth=webhook; http.auth.webhook.preset=github | false",
                "http.auth=webhook; http.auth.webhook.preset=aws-sns | true",
                "http.auth=webhook; http.auth.webhook.preset=mailgun | false",
                "http.auth=hmac | false",
                "http.auth=hmac; http.auth.hmac.id=header:X-Id; http.auth.hmac.signed={id}{body} | true",
                "http.auth=hmac; http.auth.hmac.id=header:X-Id; http.auth.hmac.signed={id}{body}; http.auth.hmac.id.fresh=true"
                        + " | false",
                "http.auth=basic | false",
            })
    void knowsWhichSchemesSignALastingId(String configuration, boolean wanted) {
        assertThat(AuthSettings.wantsIdempotencyKey(Auth.config(options(configuration))))
                .isEqualTo(wanted);
    }

    @Test
    void noMessageQuotesASecret() {
        String secret = "verysecret\u00fc ";
        for (String scheme : List.of("bearer", "api-key", "hmac", "webhook", "http-signature", "aws-sigv4")) {
            Map<String, String> options = new HashMap<>(Map.of("http.auth", scheme));
            Stream.of("token", "api.key", "secrets", "signature.key", "aws.credentials")
                    .forEach(key -> options.put("http.auth." + key, secret));
            options.put("http.auth.webhook.preset", "adyen");
            options.put("http.auth.hmac.secret.form", "hex");

            assertThat(Auth.problems(options)).isNotEmpty();
            assertThat(Auth.problems(options).toString()).doesNotContain("verysecret");
        }
    }

    @Test
    void everyKeyOfEverySchemeIsRead() {
        ConfigDef definition = new ConfigDef();
        AuthSettings.define(definition);
        Map<String, String> all = new HashMap<>();
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            all.put(key.name, ConfigDef.convertToString(key.defaultValue, key.type()));
        }
        AbstractConfig everything = new AbstractConfig(definition, all, false);

        assertThat(AuthSettings.from(everything)).isNotNull();

        assertThat(everything.unused()).isEmpty();
    }

    @Test
    void failsToOpenWhenAFileIsNotThere(@TempDir Path folder) {
        Map<String, String> options = options("http.auth=bearer; http.auth.token.file=" + folder.resolve("none"));

        assertThatThrownBy(() -> Auth.open(options))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("http.auth.token.file");
    }

    @Test
    void compressionComesBehindTheEnvelopeAndBeforeTheSignature() {
        Map<String, String> options =
                options("soap.security=text; soap.security.user=u; soap.security.password=p; http.auth=hmac;"
                        + " http.auth.secrets=s; http.auth.hmac.signed={body}");
        List<HttpCall> between = new ArrayList<>();
        Authenticator authenticator = AuthSettings.from(Auth.config(options))
                .open(Auth.unreachable(), Clock.systemUTC(), call -> {
                    between.add(call);
                    return call.withBody(new byte[] {1, 2, 3});
                });

        HttpCall proven = Auth.proven(
                authenticator, Auth.call(HttpMethod.POST, "https://a.example/", "<Envelope><Body/></Envelope>"));

        assertThat(between).singleElement().satisfies(call -> {
            assertThat(new String(call.body(), StandardCharsets.UTF_8)).contains("wsse:Security");
            assertThat(call.header("X-Signature")).isEmpty();
        });
        assertThat(proven.body()).containsExactly(1, 2, 3);
        assertThat(proven.header("X-Signature"))
                .contains(HexFormat.of().formatHex(Hashes.hmacSha256(new byte[] {'s'}, "\1\2\3")));
    }

    /** Each scheme whose secret may be in a file: the file's key, and what else it needs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.auth.password.file | http.auth=basic; http.auth.user=u | one | two",
                "http.auth.token.file | http.auth=bearer | one | two",
                "http.auth.api.key.file | http.auth=api-key | one | two",
                "http.auth.api.key.file | http.auth=api-key; http.auth.api.key.place=query | one | two",
                "http.auth.api.key.file | http.auth=api-key; http.auth.api.key.place=cookie | one | two",
                "http.auth.secrets.file | http.auth=hmac | one | two",
                "http.auth.secrets.file | http.auth=webhook | whsec_b25l | whsec_dHdv",
                "http.auth.aws.secret.access.key.file | " + AWS + "; http.auth.aws.access.key.id=a | one | two",
                "http.auth.aws.session.token.file | " + AWS
                        + "; http.auth.aws.access.key.id=a; http.auth.aws.secret.access.key=b" + " | one | two",
                "http.auth.signature.key.file | http.auth=http-signature | b25l | dHdv",
                "soap.security.password.file | soap.security=text; soap.security.user=u | one | two",
            })
    void aSecretThatChangedIsWorthAnotherAttempt(
            String key, String configuration, String before, String after, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), before + "\n");
        Map<String, String> options = options(configuration);
        options.put(key, file.toString());
        assertThat(Auth.problems(options)).isEmpty();
        try (Authenticator authenticator = Auth.open(options)) {
            HttpCall call = Auth.call(HttpMethod.POST, "https://a.example/", "<Envelope><Body/></Envelope>");
            HttpCall first = Auth.proven(authenticator, call);

            boolean unchanged = Auth.renewed(authenticator, first, Auth.reply(401));
            Files.writeString(file, "\uFEFF" + after + "\r\n");
            boolean changed = Auth.renewed(authenticator, first, Auth.reply(401));
            boolean forTheOthersToo = Auth.renewed(authenticator, first, Auth.reply(401));
            HttpCall second = Auth.proven(authenticator, call);

            assertThat(unchanged).isFalse();
            assertThat(changed).isTrue();
            assertThat(forTheOthersToo).isTrue();
            assertThat(text(second)).isNotEqualTo(text(first));
        }
    }

    private static String text(HttpCall call) {
        StringBuilder text = new StringBuilder(call.target().toString());
        call.headers().forEach(field -> text.append(field.name()).append(field.value()));
        return text.append(new String(call.body(), StandardCharsets.UTF_8)).toString();
    }

    static Map<String, String> options(String configuration) {
        Map<String, String> options = new HashMap<>();
        for (String entry : configuration.split("; ", -1)) {
            int equals = entry.indexOf('=');
            options.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return options;
    }
}
