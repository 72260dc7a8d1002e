package dev.millrace.http.request;

import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and what they look like: the templates that {@link RequestTemplate} binds.
 *
 * @param query entries of the form name=template
 * @param contentType empty for that of the body mode
 * @param headers lines of the form Name: template
 * @param secretHeaders without places
 */
public record RequestSettings(
        String url,
        String method,
        String query,
        Optional<String> contentType,
        List<String> headers,
        List<HttpHeader> secretHeaders,
        OnMissing onMissing,
        BodySettings body) {

    public static final String URL = "http.url";
    public static final String METHOD = "http.method";
    public static final String QUERY = "http.query";
    public static final String CONTENT_TYPE = "http.content.type";
    public static final String HEADERS = "http.headers";
    public static final String SECRET_HEADERS = "http.secret.headers";
    public static final String ON_MISSING = "on.missing";
    public static final String BODY = BodySettings.BODY;

    private static final List<String> SECRETS = List.of("authorization", "proxy-authorization", "cookie");

    public RequestSettings {
        headers = List.copyOf(headers);
        secretHeaders = List.copyOf(secretHeaders);
    }

    /**
     * What options are where they are not given.
     *
     * @param urlRequired whether the address must be given; without, {@link #validate} still wants it
     */
    public record Defaults(HttpMethod method, BodyMode body, boolean urlRequired) {

        /** A record goes as JSON to an address that must be given. */
        public static final Defaults SEND = new Defaults(HttpMethod.POST, BodyMode.JSON, true);

        /** Nothing goes, for what comes back is wanted. */
        public static final Defaults FETCH = new Defaults(HttpMethod.GET, BodyMode.NONE, true);
    }

    /** Declares the options of requests that send records. */
    public static void define(ConfigDef definition) {
        define(definition, Defaults.SEND);
    }

    public static void define(ConfigDef definition, Defaults defaults) {
        new OptionGroup(definition, "Request")
                .add(
                        URL,
                        ConfigDef.Type.STRING,
                        defaults.urlRequired() ? ConfigDef.NO_DEFAULT_VALUE : "",
                        defaults.urlRequired() ? new ConfigDef.NonEmptyString() : null,
                        ConfigDef.Importance.HIGH,
                        "Where requests go, such as https://partner.example/orders or"
                                + " https://partner.example/orders/{value.id}: what fills a place is encoded for where it"
                                + " stands. It holds no user name or password: they belong to http.auth.")
                .text(
                        METHOD,
                        defaults.method().name().toLowerCase(Locale.ROOT),
                        "How requests are sent: get, post, put, patch, delete, or a place that names one of them, such as"
                                + " {header.method}. Choose put or delete when the receiver defines its effect so; they may be"
                                + " repeated without harm.")
                .text(
                        QUERY,
                        null,
                        "Parameters behind the address, each as name={place}: one on each line, or separated by commas. Set it"
                                + " when the receiver takes any that differ, or that may be missing (see on.missing).")
                .text(
                        HEADERS,
                        null,
                        "Headers to send with each request, each as Name: value, such as Accept: application/json or X-Trace:"
                                + " {header.trace}; one on each line, or separated by commas. They are shown by the Connect"
                                + " REST API; what is secret goes to http.secret.headers.")
                .secret(
                        SECRET_HEADERS,
                        "Headers that hold secrets, such as X-Api-Key: value; one on each line, without places. Set it when"
                                + " the receiver wants a key of its own beside or instead of http.auth.")
                .text(
                        CONTENT_TYPE,
                        null,
                        "The Content-Type of each request; by default that of http.body, such as application/json. Change it"
                                + " when the body is of another type; the syntax of http.body.template is told by it.")
                .choice(
                        ON_MISSING,
                        OnMissing.FAIL,
                        "What becomes of a request with a place that nothing fills: fail sets the record aside, empty leaves"
                                + " the place empty (null as a JSON value), omit leaves out the query parameter, header, JSON"
                                + " member, form field or part it stands in (in other text it stays empty, and a path is never left"
                                + " out). Choose omit for fields that are optional at the receiver; a default for one place"
                                + " is {value.x|default('none')}.");
        BodySettings.define(definition, defaults.body());
    }

    /** Reads what {@link #validate} has no problem with. */
    public static RequestSettings from(AbstractConfig config) {
        return new RequestSettings(
                config.getString(URL),
                config.getString(METHOD),
                BodySettings.textOf(config, QUERY),
                contentTypeOf(config),
                headerLines(config),
                secretLines(config.getPassword(SECRET_HEADERS)).stream()
                        .map(HttpHeader::parse)
                        .toList(),
                OptionGroup.choiceOf(OnMissing.class, config.getString(ON_MISSING)),
                BodySettings.from(config));
    }

    /**
     * Reports what is wrong, each on its key.
     *
     * @param places what fills the templates; it refuses names that it doesn't know
     */
    public static void validate(AbstractConfig config, Places<?> places, Problems problems) {
        validate(
                config,
                new Binding<>(places, OptionGroup.choiceOf(OnMissing.class, config.getString(ON_MISSING))),
                new Checks(problems));
    }

    private static <T> void validate(AbstractConfig config, Binding<T> binding, Checks checks) {
        checks.on(URL, config.getString(URL), "each request", () -> {
            UrlParts parts = UrlParts.parse(config.getString(URL));
            return new UrlTemplate<>(parts, List.of(), binding);
        });
        checks.on(METHOD, () -> new MethodTemplate<>(config.getString(METHOD), BodySettings.modeOf(config), binding));
        checks.on(QUERY, () -> Pairs.of(BodySettings.textOf(config, QUERY), binding));
        for (String line : headerLines(config)) {
            checks.on(HEADERS, () -> HeaderTemplate.parse(line, binding));
            if (SECRETS.stream().anyMatch(name -> isNamed(line, name))) {
                checks.problems()
                        .report(
                                HEADERS,
                                "would show a secret: use http.auth, or " + SECRET_HEADERS + " for another scheme");
            }
        }
        for (String line : secretLines(config.getPassword(SECRET_HEADERS))) {
            checks.on(SECRET_HEADERS, () -> HttpHeader.parse(line));
        }
        Optional<String> contentType = contentTypeOf(config);
        contentType.ifPresent(type -> checks.on(CONTENT_TYPE, () -> ContentTypes.check(type)));
        BodySettings.validate(config, binding, contentType, checks.problems());
    }

    /** Whether the secret headers of a configuration hold an Authorization, which would stand beside one of http.auth. */
    public static boolean authorizes(AbstractConfig config) {
        return secretLines(config.getPassword(SECRET_HEADERS)).stream()
                .anyMatch(line -> isNamed(line, "authorization"));
    }

    /** The names of the headers of a configuration, secret ones too, in lower case. */
    public static List<String> headerNames(AbstractConfig config) {
        List<String> lines = new ArrayList<>(headerLines(config));
        lines.addAll(secretLines(config.getPassword(SECRET_HEADERS)));
        return lines.stream()
                .map(line -> line.split(":", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether a place decides the scheme, host or port, and so who gets the requests; false for what is no address. */
    public static boolean isHostTemplated(AbstractConfig config) {
        try {
            return UrlParts.parse(config.getString(URL)).isHostTemplated();
        } catch (IllegalArgumentException reportedByValidate) {
            return false;
        }
    }

    /** Whether a place decides the scheme, host or port, and so who gets the requests. */
    public boolean isHostTemplated() {
        return UrlParts.parse(url).isHostTemplated();
    }

    /** Whether the address has places. */
    public boolean isUrlTemplated() {
        return UrlParts.parse(url).isTemplated()
                || Entries.named(query).stream()
                        .anyMatch(entry ->
                                !Template.parse(entry.value()).placeholders().isEmpty());
    }

    /** Whether sending a request twice has the effect of sending it once; false where a place chooses the method. */
    public boolean isRepeatable() {
        return MethodTemplate.fixed(method).map(HttpMethod::idempotent).orElse(false);
    }

    /** The address as it may be shown: with its places, without its query, which may hold a secret. */
    public String endpoint() {
        return UrlParts.parse(url).endpoint();
    }

    /** How bodies are made. */
    public BodyMode bodyMode() {
        return body.mode();
    }

    /** The address as {@link #endpoint} shows it: headers and query may hold secrets. */
    @Override
    public String toString() {
        return method + ' ' + endpoint();
    }

    static Optional<String> contentTypeOf(AbstractConfig config) {
        String given = config.getString(CONTENT_TYPE);
        return given == null || given.isBlank() ? Optional.empty() : Optional.of(given.strip());
    }

    private static List<String> headerLines(AbstractConfig config) {
        return Entries.headers(BodySettings.textOf(config, HEADERS));
    }

    private static boolean isNamed(String line, String name) {
        return line.split(":", 2)[0].strip().equalsIgnoreCase(name);
    }

    private static List<String> secretLines(@Nullable Password lines) {
        return lines == null
                ? List.of()
                : lines.value().lines().filter(line -> !line.isBlank()).toList();
    }
}
