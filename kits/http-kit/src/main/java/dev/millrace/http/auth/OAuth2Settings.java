package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Tokens that a server gives (OAuth 2.0, RFC 6749).
 *
 * @param resources absolute addresses (RFC 8707)
 * @param parameters further ones of the request, each as name=value
 * @param early how long before its end a token is replaced
 */
record OAuth2Settings(
        String tokenUrl,
        OAuth2Grant.Type grant,
        String clientId,
        OAuth2Client.Method clientAuth,
        SecretOption clientSecret,
        String user,
        SecretOption password,
        String scope,
        String audience,
        List<String> resources,
        List<String> parameters,
        Duration early,
        JwtSettings jwt)
        implements SchemeSettings {

    static final String TOKEN_URL = "http.oauth2.token.url";
    static final String GRANT = "http.oauth2.grant";
    static final String CLIENT_ID = "http.oauth2.client.id";
    static final String CLIENT_AUTH = "http.oauth2.client.auth";
    static final String CLIENT_SECRET = "http.oauth2.client.secret";
    static final String USER = "http.oauth2.user";
    static final String PASSWORD = "http.oauth2.password";
    static final String SCOPE = "http.oauth2.scope";
    static final String AUDIENCE = "http.oauth2.audience";
    static final String RESOURCE = "http.oauth2.resource";
    static final String PARAMETERS = "http.oauth2.parameters";
    static final String EARLY = "http.oauth2.refresh.before.ms";

    /** Those of signed tokens as well, which some grants and clients show. */
    static final List<String> KEYS = Stream.of(
                    List.of(
                            TOKEN_URL,
                            GRANT,
                            CLIENT_ID,
                            CLIENT_AUTH,
                            USER,
                            SCOPE,
                            AUDIENCE,
                            RESOURCE,
                            PARAMETERS,
                            EARLY),
                    SecretOption.keys(CLIENT_SECRET),
                    SecretOption.keys(PASSWORD),
                    JwtSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    OAuth2Settings {
        resources = List.copyOf(resources);
        parameters = List.copyOf(parameters);
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "OAuth 2.0")
                .text(
                        TOKEN_URL,
                        "",
                        "The token endpoint of the authorisation server, such as https://login.example/oauth2/token. Set it with"
                                + " http.auth=oauth2; for mutual TLS take the server's address for that, if it has one.")
                .choice(
                        GRANT,
                        OAuth2Grant.Type.CLIENT_CREDENTIALS,
                        "What is shown for a token: the client itself, a token signed by http.jwt (jwt-bearer), or a user's"
                                + " password for servers that know nothing better. Change it as the server asks.")
                .text(CLIENT_ID, "", "The id by which the server knows this client. Set it as it was registered.")
                .choice(
                        CLIENT_AUTH,
                        OAuth2Client.Method.BASIC,
                        "How the client proves its id: its secret in a header (basic) or in the form (post), a token signed with"
                                + " http.jwt.key or with its secret, its certificate (tls), or nothing. Change it as it was"
                                + " registered.");
        SecretOption.define(
                group,
                CLIENT_SECRET,
                "The secret of the client. Set it with the client authentications basic, post and client-secret-jwt.");
        group.text(USER, "", "The user name of the password grant. Set it with http.oauth2.grant=password.");
        SecretOption.define(group, PASSWORD, "The password of that user. Set it with http.oauth2.grant=password.");
        group.text(
                        SCOPE,
                        "",
                        "What the token shall allow, as names with spaces between them. Set it when the server gives less, or"
                                + " nothing, by default.")
                .text(
                        AUDIENCE,
                        "",
                        "The parameter audience of the token request. Set it for servers that ask for it, such as Auth0.")
                .list(
                        RESOURCE,
                        "",
                        "The addresses of what the token is for, sent as resource (RFC 8707). Set it when one server gives tokens"
                                + " for several APIs.")
                .list(
                        PARAMETERS,
                        "",
                        "Further parameters of the token request, each as name=value. Set it when the server's documents name"
                                + " them; they are shown by the Connect REST API.")
                .number(
                        EARLY,
                        60_000L,
                        0L,
                        Duration.ofHours(1).toMillis(),
                        "How long before its end a token is replaced, in milliseconds, but never before its last quarter."
                                + " Requests go on with the old one meanwhile. Raise it when the token endpoint is often"
                                + " down.");
    }

    static OAuth2Settings from(AbstractConfig config) {
        return new OAuth2Settings(
                config.getString(TOKEN_URL),
                OptionGroup.choiceOf(OAuth2Grant.Type.class, config.getString(GRANT)),
                config.getString(CLIENT_ID),
                OptionGroup.choiceOf(OAuth2Client.Method.class, config.getString(CLIENT_AUTH)),
                SecretOption.from(config, CLIENT_SECRET),
                config.getString(USER),
                SecretOption.from(config, PASSWORD),
                config.getString(SCOPE),
                config.getString(AUDIENCE),
                config.getList(RESOURCE),
                config.getList(PARAMETERS),
                Duration.ofMillis(config.getLong(EARLY)),
                JwtSettings.from(config));
    }

    static void validate(AbstractConfig config, Problems problems) {
        new OAuth2Checks(config, from(config), problems).run();
    }

    @Override
    public boolean authorizes() {
        return true;
    }

    /** The same with Java's own clock for what is looked at again. */
    Authenticator open(HttpSender sender, Clock clock) {
        return open(new Opening(sender, clock, System::nanoTime));
    }

    @Override
    public Authenticator open(Opening opening) {
        JwtClock time = new JwtClock(opening.clock());
        List<Secret<?>> secrets = new ArrayList<>();
        OAuth2Grant shown = openGrant(opening, time, secrets);
        OAuth2Client client = openClient(opening, time, secrets);
        boolean signed = signs();
        TokenEndpoint endpoint = new TokenEndpoint(
                URI.create(tokenUrl),
                () -> form(shown, client),
                refusal -> learn(refusal, signed ? Optional.of(time) : Optional.empty(), secrets),
                opening.tokenSender(),
                opening.clock());
        return new TokenAuthenticator(new TokenCache(endpoint, early, opening.clock(), RandomGenerator.getDefault()));
    }

    /** Whether {@code http.jwt.key} is needed. */
    boolean signsWithKey() {
        return grant == OAuth2Grant.Type.JWT_BEARER || clientAuth == OAuth2Client.Method.PRIVATE_KEY_JWT;
    }

    /** Whether a token request holds a signed token. */
    boolean signs() {
        return signsWithKey() || clientAuth == OAuth2Client.Method.CLIENT_SECRET_JWT;
    }

    private OAuth2Grant openGrant(Opening opening, JwtClock time, List<Secret<?>> secrets) {
        return switch (grant) {
            case CLIENT_CREDENTIALS -> new OAuth2Grant.ClientCredentials();
            case PASSWORD -> {
                Secret<String> secret = password.open(text -> text, opening.nanos());
                secrets.add(secret);
                yield new OAuth2Grant.Password(user, secret);
            }
            case JWT_BEARER -> {
                JwtMint mint = jwt.mint(opening, time);
                secrets.add(mint.key());
                yield new OAuth2Grant.JwtBearer(mint, jwt.said(clientId, Optional.of(tokenUrl)));
            }
        };
    }

    private OAuth2Client openClient(Opening opening, JwtClock time, List<Secret<?>> secrets) {
        return switch (clientAuth) {
            case BASIC, POST -> {
                Secret<String> secret = clientSecret.open(text -> text, opening.nanos());
                secrets.add(secret);
                yield clientAuth == OAuth2Client.Method.BASIC
                        ? new OAuth2Client.Basic(clientId, secret)
                        : new OAuth2Client.Post(clientId, secret);
            }
            case PRIVATE_KEY_JWT -> assertion(jwt.mint(opening, time), secrets);
            case CLIENT_SECRET_JWT -> {
                JwtAlgorithm algorithm =
                        jwt.algorithm().filter(JwtAlgorithm::isShared).orElse(JwtAlgorithm.HS256);
                yield assertion(
                        jwt.mint(
                                clientSecret.open(text -> JwtKey.shared(text, algorithm), opening.nanos()),
                                opening,
                                time),
                        secrets);
            }
            case TLS, NONE -> new OAuth2Client.Named(clientId);
        };
    }

    private OAuth2Client assertion(JwtMint mint, List<Secret<?>> secrets) {
        secrets.add(mint.key());
        return new OAuth2Client.Assertion(clientId, jwt.audience().isEmpty() ? tokenUrl : jwt.audience(), mint);
    }

    private TokenForm form(OAuth2Grant shown, OAuth2Client client) {
        TokenForm form = new TokenForm();
        shown.addTo(form);
        client.addTo(form);
        form.add("scope", scope).add("audience", audience);
        resources.forEach(resource -> form.add("resource", resource));
        parameters.forEach(parameter -> form.add(nameOf(parameter), parameter.substring(parameter.indexOf('=') + 1)));
        return form;
    }

    static String nameOf(String parameter) {
        return parameter.substring(0, Math.max(0, parameter.indexOf('='))).strip();
    }

    /** Every secret is looked at, not only the first that is another one. */
    private static boolean learn(HttpReply refusal, Optional<JwtClock> time, List<Secret<?>> secrets) {
        boolean another = time.filter(clock -> clock.learn(refusal)).isPresent();
        for (Secret<?> secret : secrets) {
            another |= secret.lookNow();
        }
        return another;
    }
}
