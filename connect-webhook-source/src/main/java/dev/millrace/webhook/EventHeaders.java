package dev.millrace.webhook;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.SecretNames;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** Makes a record's headers of a request. Thread-safe. */
final class EventHeaders {

    static final String PREFIX = "millrace.webhook.";

    /**
     * What proves who sent a request: credentials, tokens and signatures. Such a field is copied only when headers.allow names
     * it, and such a query parameter never is.
     */
    private static final NameGlobs SECRET = NameGlobs.ignoringCase(List.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "*signature*",
            "sig",
            "*-sig",
            "*_sig",
            "*hmac*",
            "*token*",
            "*secret*",
            "*password*",
            "*api-key*",
            "*api_key*",
            "*apikey*",
            "*auth-key*",
            "*access-key*",
            "*access_key*",
            "key",
            "code",
            "aeg-sas-*",
            "plaid-verification",
            "x-forwarded-client-cert",
            "x-amz-security-*"));

    /** What is known of a request beside its header fields. */
    enum Fact {
        ID("id"),
        METHOD("method"),
        PATH("path"),
        QUERY("query"),
        REMOTE_ADDRESS("remote.address"),
        RECEIVED_AT("received.at"),
        BODY_SHA256("body.sha256"),
        SIGNATURE_COVERAGE("signature.coverage"),
        CLIENT_SUBJECT("client.subject"),
        EVENT_ID("event.id");

        private final String text;

        Fact(String text) {
            this.text = text;
        }

        String header() {
            return PREFIX + text;
        }

        static Optional<Fact> of(String name) {
            return Arrays.stream(values())
                    .filter(fact -> fact.text.equals(name))
                    .findFirst();
        }

        static String names() {
            return Arrays.stream(values()).map(fact -> fact.text).collect(Collectors.joining(", "));
        }
    }

    /**
     * Which headers records have.
     *
     * @param prefix what stands before a copied field's name
     */
    record Settings(NameGlobs allow, NameGlobs deny, String prefix, Set<Fact> facts) {

        static final String ALLOW = "headers.allow";
        static final String DENY = "headers.deny";
        static final String COPY_PREFIX = "headers.prefix";
        static final String FACTS = "headers.facts";
        static final String STANDARD_PREFIX = PREFIX + "header.";
        private static final String ALL = "all";

        Settings {
            facts = Set.copyOf(facts);
        }

        static void define(ConfigDef definition) {
            new OptionGroup(definition, "Headers")
                    .list(
                            ALLOW,
                            "*",
                            "The header fields of a request that are copied to its records; a star stands for any letters,"
                                    + " and case does not matter. Name fewer when receivers need few; fields that prove"
                                    + " who sent a request (credentials, cookies, tokens, signatures) are copied only"
                                    + " when they are named here without a star.")
                    .list(
                            DENY,
                            "",
                            "The header fields that are not copied although headers.allow has them. Set it to leave out"
                                    + " what tells of persons, such as x-forwarded-for.")
                    .text(
                            COPY_PREFIX,
                            STANDARD_PREFIX,
                            "What stands before the name, in lower case, of a header field that is copied. Set it empty"
                                    + " when receivers look fields up by their own names.")
                    .add(
                            FACTS,
                            ConfigDef.Type.LIST,
                            ALL,
                            ConfigDef.LambdaValidator.with(Settings::checkFacts, () -> ALL + ", " + Fact.names()),
                            ConfigDef.Importance.LOW,
                            "What else is told of a request, in headers that begin with millrace.webhook. Name fewer to"
                                    + " save bytes; parameters of the query that look like credentials are left out in"
                                    + " any case.");
        }

        static Settings from(AbstractConfig config) {
            List<String> names = config.getList(FACTS);
            return new Settings(
                    NameGlobs.ignoringCase(config.getList(ALLOW)),
                    NameGlobs.ignoringCase(config.getList(DENY)),
                    config.getString(COPY_PREFIX),
                    names.contains(ALL)
                            ? EnumSet.allOf(Fact.class)
                            : names.stream()
                                    .map(Fact::of)
                                    .flatMap(Optional::stream)
                                    .collect(Collectors.toSet()));
        }

        static void validate(AbstractConfig config, Problems problems) {
            String prefix = config.getString(COPY_PREFIX);
            boolean ours = prefix.startsWith("millrace.") && !prefix.equals(STANDARD_PREFIX);
            if (ours || prefix.startsWith("ce_")) {
                problems.report(
                        COPY_PREFIX,
                        "is how headers of other meaning begin, which a sender could then write; choose another one");
            }
        }

        private static void checkFacts(String key, Object value) {
            for (Object name : (List<?>) value) {
                if (!ALL.equals(name) && Fact.of(String.valueOf(name)).isEmpty()) {
                    throw new ConfigException(key, name, "no such fact; known are " + ALL + ", " + Fact.names());
                }
            }
        }
    }

    private final Settings settings;
    private final Set<String> secrets;
    private final Set<String> secretParameters;
    private final HeaderNames names;

    /**
     * Makes headers.
     *
     * @param secrets where the route's own signature or token is, whatever the names
     */
    EventHeaders(Settings settings, SecretNames secrets) {
        this.settings = settings;
        this.secrets = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.secrets.addAll(secrets.headers());
        this.secretParameters = secrets.parameters();
        this.names = new HeaderNames(settings.prefix(), this::copies);
    }

    /** The headers that all records of an event have. */
    ConnectHeaders of(ReceivedEvent event) {
        ConnectHeaders headers = new ConnectHeaders();
        for (ReceivedHeaders.Field field : event.request().headers().fields()) {
            Optional<String> copy = names.copyOf(field.name());
            if (copy.isPresent()) {
                headers.addString(copy.get(), field.value());
            }
        }
        for (Fact fact : Fact.values()) {
            if (settings.facts().contains(fact)) {
                text(fact, event).ifPresent(text -> headers.addString(fact.header(), text));
            }
        }
        return headers;
    }

    /** Tells which part of an event a record is, where the event was taken apart. */
    static void number(Headers headers, int part, int parts) {
        headers.addLong(PREFIX + "part", part).addLong(PREFIX + "parts", parts);
    }

    /** Whether a field is copied to records, so that it may be told. */
    boolean copies(String name) {
        if (settings.deny().match(name) || isReserved(name)) {
            return false;
        }
        boolean secret = secrets.contains(name) || SECRET.match(name);
        return secret ? settings.allow().name(name) : settings.allow().match(name);
    }

    /** Whether the copy would look like a header of ours or an attribute of a CloudEvent, which a sender must not write. */
    private boolean isReserved(String name) {
        String copied = settings.prefix() + name.toLowerCase(Locale.ROOT);
        return copied.startsWith("ce_")
                || (copied.startsWith("millrace.") && !settings.prefix().equals(Settings.STANDARD_PREFIX));
    }

    private Optional<String> text(Fact fact, ReceivedEvent event) {
        ReceivedRequest request = event.request();
        return switch (fact) {
            case ID -> Optional.of(request.id());
            case METHOD -> Optional.of(request.method());
            case PATH -> Optional.of(request.path());
            case QUERY -> Optional.of(openQuery(request.query())).filter(query -> !query.isEmpty());
            case REMOTE_ADDRESS -> Optional.of(request.remoteAddress());
            case RECEIVED_AT -> Optional.of(request.receivedAt().toString());
            case BODY_SHA256 -> Optional.of(sha256(request.body()));
            case SIGNATURE_COVERAGE -> Optional.of(event.coverage().name().toLowerCase(Locale.ROOT));
            case CLIENT_SUBJECT -> request.clientSubject();
            case EVENT_ID -> event.id();
        };
    }

    /** The query without the parameters that look like credentials. */
    private String openQuery(String query) {
        if (query.isEmpty()) {
            return query;
        }
        return Stream.of(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .filter(pair -> {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    return EventPlaces.decoded(name)
                            .filter(decoded -> !SECRET.match(decoded) && !secretParameters.contains(decoded))
                            .isPresent();
                })
                .collect(Collectors.joining("&"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
