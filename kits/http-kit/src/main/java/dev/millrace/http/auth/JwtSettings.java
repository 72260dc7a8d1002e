package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The JSON Web Tokens that we sign: borne by each request ({@code http.auth=jwt}), or shown to a token endpoint.
 *
 * @param algorithm empty for the usual one of the key
 * @param keyId empty for the one that the key itself names
 * @param claims a JSON object; empty for none
 * @param reuse whether one token serves many requests until its end is near
 */
record JwtSettings(
        Optional<JwtAlgorithm> algorithm,
        SecretOption key,
        SecretOption keyPassword,
        String keyId,
        SecretOption certificate,
        String issuer,
        String subject,
        String audience,
        String claims,
        Duration lifetime,
        boolean reuse)
        implements SchemeSettings {

    static final String ALGORITHM = "http.jwt.algorithm";
    static final String KEY = "http.jwt.key";
    static final String KEY_PASSWORD = "http.jwt.key.password";
    static final String KEY_ID = "http.jwt.key.id";
    static final String CERTIFICATE = "http.jwt.certificate";
    static final String ISSUER = "http.jwt.issuer";
    static final String SUBJECT = "http.jwt.subject";
    static final String AUDIENCE = "http.jwt.audience";
    static final String CLAIMS = "http.jwt.claims";
    static final String LIFETIME = "http.jwt.lifetime.ms";
    static final String REUSE = "http.jwt.reuse";

    static final List<String> KEYS = Stream.of(
                    List.of(ALGORITHM, KEY_ID, ISSUER, SUBJECT, AUDIENCE, CLAIMS, LIFETIME, REUSE),
                    SecretOption.keys(KEY),
                    SecretOption.keys(KEY_PASSWORD),
                    SecretOption.keys(CERTIFICATE))
            .flatMap(List::stream)
            .toList();

    private static final String AUTO = "auto";
    private static final Set<String> OURS = Set.of("iss", "sub", "aud", "iat", "exp", "jti");

    /** A token of our own is replaced in its last quarter, or a minute before its end. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Signed tokens")
                .add(
                        ALGORITHM,
                        ConfigDef.Type.STRING,
                        AUTO,
                        ConfigDef.CaseInsensitiveValidString.in(names()),
                        ConfigDef.Importance.LOW,
                        "How tokens are signed. auto takes RS256, ES256, ES384, ES512, EdDSA or HS256 by the kind of the key;"
                                + " name another one when the receiver asks for it.");
        SecretOption.define(
                group,
                KEY,
                "The private key that signs tokens, as PEM or as a JSON Web Key; for HS256 and its kind the shared"
                        + " secret itself. Set it with http.auth=jwt, the grant jwt-bearer or private-key-jwt.");
        SecretOption.define(
                group, KEY_PASSWORD, "The password of an encrypted private key. Set it when the key has one.");
        group.text(
                KEY_ID,
                "",
                "The id by which the receiver knows the key, sent as kid. Set it when the receiver names its keys; a JSON Web"
                        + " Key brings its own.");
        SecretOption.define(
                group,
                CERTIFICATE,
                "The certificate of the key in PEM form, whose thumbprints are sent as x5t and x5t#S256. Set it for receivers"
                        + " that know keys by certificate, such as Microsoft Entra ID.");
        group.text(
                        ISSUER,
                        "",
                        "Who signs, sent as iss. Set it as the receiver names you; with the grant jwt-bearer it is"
                                + " http.oauth2.client.id by default. It is no part of private-key-jwt, whose iss and sub"
                                + " are the client.")
                .text(
                        SUBJECT,
                        "",
                        "For whom the token speaks, sent as sub. Set it when the receiver asks for it; with the grant jwt-bearer"
                                + " it is the issuer by default.")
                .text(
                        AUDIENCE,
                        "",
                        "For whom the token is meant, sent as aud. Set it when the receiver asks for another than the default,"
                                + " which is http.oauth2.token.url for what a token endpoint reads, and none with"
                                + " http.auth=jwt.")
                .text(
                        CLAIMS,
                        "",
                        "Further claims of http.auth=jwt or the grant jwt-bearer as a JSON object, such as"
                                + " {\"scope\":\"orders\"}. Set it when the receiver asks for them.")
                .number(
                        LIFETIME,
                        300_000L,
                        10_000L,
                        Duration.ofDays(1).toMillis(),
                        "How long a token is good for, in milliseconds: exp is that long after iat. Lower it when the receiver"
                                + " takes only shorter ones.")
                .flag(
                        REUSE,
                        true,
                        "Whether with http.auth=jwt one token serves many requests until its end is near. Switch it off for a"
                                + " receiver that takes each token only once.");
    }

    static JwtSettings from(AbstractConfig config) {
        String algorithm = config.getString(ALGORITHM).trim();
        return new JwtSettings(
                algorithm.equalsIgnoreCase(AUTO)
                        ? Optional.empty()
                        : Optional.of(JwtAlgorithm.valueOf(algorithm.toUpperCase(Locale.ROOT))),
                SecretOption.from(config, KEY),
                SecretOption.from(config, KEY_PASSWORD),
                config.getString(KEY_ID),
                SecretOption.from(config, CERTIFICATE),
                config.getString(ISSUER),
                config.getString(SUBJECT),
                config.getString(AUDIENCE),
                config.getString(CLAIMS),
                Duration.ofMillis(config.getLong(LIFETIME)),
                config.getBoolean(REUSE));
    }

    /** Reports what {@code http.auth=jwt} lacks. */
    static void validate(AbstractConfig config, Problems problems) {
        JwtSettings settings = from(config);
        settings.validateKey("http.auth=jwt", problems);
        settings.validateCertificate("http.auth=jwt", problems);
        settings.validateClaims(problems);
        if (settings.issuer.isEmpty()) {
            problems.report(ISSUER, "is missing, and http.auth=jwt needs it: set who you are for the receiver");
        }
    }

    void validateKey(String wantedBy, Problems problems) {
        if (keyPassword.isGiven()) {
            keyPassword.validate(text -> text, wantedBy, problems);
        }
        Optional<Secret<String>> password = keyPassword.isGiven() ? readable(keyPassword) : Optional.empty();
        key.validate(text -> JwtKey.read(text, algorithm, password.map(Secret::current)), wantedBy, problems);
    }

    void validateCertificate(String wantedBy, Problems problems) {
        if (certificate.isGiven()) {
            certificate.validate(JwtCertificate::read, wantedBy, problems);
        }
    }

    void validateClaims(Problems problems) {
        if (claims.isEmpty()) {
            return;
        }
        Optional<JwtMembers> members = JwtMembers.read(claims.getBytes(StandardCharsets.UTF_8));
        if (members.isEmpty()) {
            problems.report(CLAIMS, "is no JSON object, or names a claim twice: write it as {\"scope\":\"orders\"}");
        } else {
            Set<String> twice = new TreeSet<>(members.get().names());
            twice.retainAll(OURS);
            if (!twice.isEmpty()) {
                problems.report(
                        CLAIMS,
                        "holds " + String.join(", ", twice) + ", which other options set: remove it and use " + ISSUER
                                + ", " + SUBJECT + ", " + AUDIENCE + " or " + LIFETIME);
            }
        }
    }

    @Override
    public boolean authorizes() {
        return true;
    }

    @Override
    public Authenticator open(Opening opening) {
        JwtMint mint = mint(opening, new JwtClock(opening.clock()));
        JwtMint.Claims said = said(issuer, Optional.empty());
        return reuse
                ? new TokenAuthenticator(new TokenCache(
                        new JwtTokens(mint, said, opening.clock()),
                        EARLY,
                        opening.clock(),
                        RandomGenerator.getDefault()))
                : new JwtAuthenticator(mint, said);
    }

    /** Signs with the key of these settings. */
    JwtMint mint(Opening opening, JwtClock clock) {
        Optional<Secret<String>> password =
                keyPassword.isGiven() ? Optional.of(keyPassword.open(text -> text, opening.nanos())) : Optional.empty();
        return mint(
                key.open(text -> JwtKey.read(text, algorithm, password.map(Secret::current)), opening.nanos()),
                opening,
                clock);
    }

    /** Signs with another key, such as the secret of a client. */
    JwtMint mint(Secret<JwtKey> signer, Opening opening, JwtClock clock) {
        return new JwtMint(
                signer,
                keyId.isEmpty() ? Optional.empty() : Optional.of(keyId),
                certificate.isGiven()
                        ? Optional.of(certificate.open(JwtCertificate::read, opening.nanos()))
                        : Optional.empty(),
                lifetime,
                clock);
    }

    /** What a token says that is no proof of a client. */
    JwtMint.Claims said(String defaultIssuer, Optional<String> defaultAudience) {
        String who = issuer.isEmpty() ? defaultIssuer : issuer;
        return new JwtMint.Claims(
                who,
                subject.isEmpty() ? defaultAudience.map(asGrant -> who) : Optional.of(subject),
                audience.isEmpty() ? defaultAudience : Optional.of(audience),
                claims);
    }

    private static Optional<Secret<String>> readable(SecretOption password) {
        try {
            return Optional.of(password.open(text -> text, System::nanoTime));
        } catch (RuntimeException reported) {
            return Optional.empty();
        }
    }

    private static String[] names() {
        return Stream.concat(Stream.of(AUTO), Stream.of(JwtAlgorithm.values()).map(JwtAlgorithm::title))
                .toArray(String[]::new);
    }
}
