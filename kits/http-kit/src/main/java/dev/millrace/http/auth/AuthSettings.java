package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpSender;
import dev.millrace.http.request.RequestSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How requests prove who sends them. */
public final class AuthSettings {

    static final String AUTH = "http.auth";

    /** The schemes to choose from. */
    enum Scheme {
        NONE,
        BASIC,
        DIGEST,
        BEARER,
        API_KEY,
        HMAC,
        WEBHOOK,
        AWS_SIGV4,
        HTTP_SIGNATURE,
        OAUTH2,
        JWT,
        FORM_LOGIN;

        /** The options of its own. */
        List<String> keys() {
            return switch (this) {
                case NONE -> List.of();
                case BASIC -> BasicSettings.KEYS;
                case DIGEST -> DigestSettings.KEYS;
                case BEARER -> BearerSettings.KEYS;
                case API_KEY -> ApiKeySettings.KEYS;
                case HMAC -> SigningSettings.HMAC_KEYS;
                case WEBHOOK -> SigningSettings.WEBHOOK_KEYS;
                case AWS_SIGV4 -> AwsSettings.KEYS;
                case HTTP_SIGNATURE -> MessageSettings.KEYS;
                case OAUTH2 -> OAuth2Settings.KEYS;
                case JWT -> JwtSettings.KEYS;
                case FORM_LOGIN -> LoginSettings.KEYS;
            };
        }

        SchemeSettings from(AbstractConfig config) {
            return switch (this) {
                case NONE -> new NoneSettings();
                case BASIC -> BasicSettings.from(config);
                case DIGEST -> DigestSettings.from(config);
                case BEARER -> BearerSettings.from(config);
                case API_KEY -> ApiKeySettings.from(config);
                case HMAC -> SigningSettings.hmac(config);
                case WEBHOOK -> SigningSettings.webhook(config);
                case AWS_SIGV4 -> AwsSettings.from(config);
                case HTTP_SIGNATURE -> MessageSettings.from(config);
                case OAUTH2 -> OAuth2Settings.from(config);
                case JWT -> JwtSettings.from(config);
                case FORM_LOGIN -> LoginSettings.from(config);
            };
        }

        void validate(AbstractConfig config, Problems problems) {
            switch (this) {
                case NONE -> {}
                case BASIC -> BasicSettings.validate(config, problems);
                case DIGEST -> DigestSettings.validate(config, problems);
                case BEARER -> BearerSettings.validate(config, problems);
                case API_KEY -> ApiKeySettings.validate(config, problems);
                case HMAC -> SigningSettings.validateHmac(config, problems);
                case WEBHOOK -> SigningSettings.validateWebhook(config, problems);
                case AWS_SIGV4 -> AwsSettings.validate(config, problems);
                case HTTP_SIGNATURE -> MessageSettings.validate(config, problems);
                case OAUTH2 -> OAuth2Settings.validate(config, problems);
                case JWT -> JwtSettings.validate(config, problems);
                case FORM_LOGIN -> LoginSettings.validate(config, problems);
            }
        }

        /** As it is written in settings. */
        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** In the order of the reference. */
    private static final List<Consumer<ConfigDef>> GROUPS = List.of(
            BasicSettings::define,
            DigestSettings::define,
            BearerSettings::define,
            ApiKeySettings::define,
            SigningSettings::define,
            AwsSettings::define,
            MessageSettings::define,
            OAuth2Settings::define,
            JwtSettings::define,
            LoginSettings::define,
            WsSecuritySettings::define);

    private final SchemeSettings scheme;
    private final WsSecuritySettings soap;

    private AuthSettings(SchemeSettings scheme, WsSecuritySettings soap) {
        this.scheme = scheme;
        this.soap = soap;
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Authentication")
                .choice(
                        AUTH,
                        Scheme.NONE,
                        "How requests prove who sends them. basic and digest take http.auth.user and http.auth.password, bearer"
                                + " takes http.auth.token, api-key takes http.auth.api.key; hmac signs with http.auth.secrets as"
                                + " http.auth.hmac says, webhook as a provider of webhooks does, aws-sigv4 for Amazon Web"
                                + " Services, http-signature by RFC 9421; oauth2 fetches tokens from http.oauth2.token.url, jwt"
                                + " signs tokens with http.jwt.key; form-login logs in at the page http.login.url as a"
                                + " person does, with user and password, and keeps the session's cookies.");
        GROUPS.forEach(group -> group.accept(definition));
    }

    /** Reads what {@link #validate} has no problem with; every option of every scheme is read. */
    public static AuthSettings from(AbstractConfig config) {
        Map<Scheme, SchemeSettings> all = new EnumMap<>(Scheme.class);
        for (Scheme scheme : Scheme.values()) {
            all.put(scheme, scheme.from(config));
        }
        Scheme chosen = scheme(config);
        return new AuthSettings(all.getOrDefault(chosen, new NoneSettings()), WsSecuritySettings.from(config));
    }

    /**
     * What proves each request, ready to be asked.
     *
     * @param tokenSender reaches servers that give tokens; stays open
     * @param clock the time that proofs hold
     * @throws dev.millrace.kit.ConnectorFailure MISCONFIGURED when a file of secrets can't be read on this worker
     */
    public Authenticator open(HttpSender tokenSender, Clock clock) {
        return open(tokenSender, clock, UnaryOperator.identity());
    }

    /**
     * The same with something that is done to each call in between.
     *
     * @param onTheWay comes behind soap.security, which changes the body, and before what covers the bytes as they are sent:
     *     the place for compression
     */
    public Authenticator open(HttpSender tokenSender, Clock clock, UnaryOperator<HttpCall> onTheWay) {
        Opening opening = new Opening(tokenSender, clock, System::nanoTime);
        Authenticator inner = soap.isOn() ? soap.open(opening) : new NoneSettings().open(opening);
        return new Chain(inner, onTheWay, scheme.open(opening));
    }

    /** Reports what the options lack or have too much. */
    public static void validate(AbstractConfig config, Problems problems) {
        Scheme scheme = scheme(config);
        if (scheme.from(config).authorizes() && RequestSettings.authorizes(config)) {
            problems.report(
                    RequestSettings.SECRET_HEADERS,
                    "holds an Authorization besides that of http.auth: remove one of them");
        }
        scheme.validate(config, problems);
        WsSecuritySettings.validate(config, problems);
        TreeSet<String> useless = new TreeSet<>();
        Stream.of(Scheme.values()).forEach(other -> useless.addAll(other.keys()));
        useless.removeAll(scheme.keys());
        GivenKeys.report(config, AUTH, useless, key -> "is only used with " + users(key), problems);
    }

    /**
     * Whether signatures hold an id that must be the same whenever a request is sent again, so that each call needs a lasting
     * Idempotency-Key; the options must be {@linkplain #validate valid}.
     */
    public static boolean wantsIdempotencyKey(AbstractConfig config) {
        return scheme(config).from(config) instanceof SigningSettings signing
                && signing.signer().get().signsLastingId();
    }

    private static String users(String key) {
        return Stream.of(Scheme.values())
                .filter(scheme -> scheme.keys().contains(key))
                .map(scheme -> AUTH + "=" + scheme.title())
                .collect(Collectors.joining(" or "));
    }

    private static Scheme scheme(AbstractConfig config) {
        return OptionGroup.choiceOf(Scheme.class, config.getString(AUTH));
    }
}
