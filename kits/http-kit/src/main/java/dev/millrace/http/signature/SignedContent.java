package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Which bytes a signature covers, as a text with places such as <code>{id}.{ts}.{body}</code>. Immutable, for any thread.
 *
 * <p>The places: {@code body}; {@code ts} and {@code id} as the sender wrote them; {@code method}; {@code url} and
 * its parts {@code host}, {@code path}, {@code query} and {@code target}, which is path and query; {@code secret};
 * {@code param.sorted}, the names and values of a form, sorted, each value once; {@code crc32:body} as a decimal number;
 * {@code sha256:body} in hexadecimal; {@code json:path}; {@code form:name}; {@code header:Name}; {@code lines:a,b}, the name and the value of each
 * of these members of the JSON body that is there, each on a line.
 */
final class SignedContent {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9.]+)(?::([^{}]+))?}");

    /** What fills a place. */
    private enum Kind {
        LITERAL,
        BODY,
        TS,
        ID,
        METHOD,
        URL,
        HOST,
        PATH,
        QUERY,
        TARGET,
        SECRET,
        PARAMETERS,
        CRC32_BODY,
        SHA256_BODY,
        JSON,
        FORM,
        HEADER,
        LINES
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(Kind kind, String text, byte[] bytes) {
        Part(Kind kind, String text) {
            this(kind, text, utf8(text));
        }
    }

    /**
     * What a sender may have signed of a request.
     *
     * @param url one of its forms
     * @param body one of its forms; not copied
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Variant(String url, byte[] body) {
        /** Without the address, whose query may hold a secret. */
        @Override
        public String toString() {
            return body.length + " bytes";
        }
    }

    /**
     * A request with what its signature says about itself.
     *
     * @param ts the time as the sender wrote it; empty where the scheme has none
     * @param id as the sender wrote it; empty where the scheme has none
     */
    record Filling(Evidence evidence, String ts, String id) {}

    private final String source;
    private final List<Part> parts;
    private final Set<Kind> kinds;

    private SignedContent(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.kinds = EnumSet.noneOf(Kind.class);
        parts.forEach(part -> kinds.add(part.kind));
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it has a place that there is not, or a brace outside of one
     */
    static SignedContent parse(String source) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACE.matcher(source);
        int end = 0;
        while (matcher.find()) {
            addLiteral(parts, source.substring(end, matcher.start()));
            String argument = matcher.group(2);
            parts.add(partOf(matcher.group(1), argument == null ? "" : argument));
            end = matcher.end();
        }
        addLiteral(parts, source.substring(end));
        return new SignedContent(source, parts);
    }

    private static void addLiteral(List<Part> parts, String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException(
                    "has a brace that belongs to no place: write places as {body} or {json:path}");
        }
        if (!text.isEmpty()) {
            parts.add(new Part(Kind.LITERAL, text));
        }
    }

    private static Part partOf(String name, String argument) {
        Kind kind = switch (argument.isEmpty() ? name : name + ":") {
            case "body" -> Kind.BODY;
            case "ts" -> Kind.TS;
            case "id" -> Kind.ID;
            case "method" -> Kind.METHOD;
            case "url" -> Kind.URL;
            case "host" -> Kind.HOST;
            case "path" -> Kind.PATH;
            case "query" -> Kind.QUERY;
            case "target" -> Kind.TARGET;
            case "secret" -> Kind.SECRET;
            case "param.sorted" -> Kind.PARAMETERS;
            case "crc32:" -> bodyOnly(argument, Kind.CRC32_BODY);
            case "sha256:" -> bodyOnly(argument, Kind.SHA256_BODY);
            case "json:" -> Kind.JSON;
            case "form:" -> Kind.FORM;
            case "header:" -> Kind.HEADER;
            case "lines:" -> Kind.LINES;
            default ->
                throw new IllegalArgumentException("has the place {" + name
                        + "}, which there is not: use body, ts, id, method, url, host, path, query, target, param.sorted, json:path, form:name, header:Name,"
                        + " crc32:body, sha256:body or secret");
        };
        return new Part(kind, argument);
    }

    private static Kind bodyOnly(String argument, Kind kind) {
        if (!argument.equals("body")) {
            throw new IllegalArgumentException(
                    "has a checksum of something other than the body: write crc32:body or sha256:body");
        }
        return kind;
    }

    boolean needsTimestamp() {
        return kinds.contains(Kind.TS);
    }

    boolean needsId() {
        return kinds.contains(Kind.ID);
    }

    boolean needsSecret() {
        return kinds.contains(Kind.SECRET);
    }

    boolean coversBody() {
        return coversBytes() || kinds.contains(Kind.PARAMETERS);
    }

    private boolean coversBytes() {
        return kinds.contains(Kind.BODY) || kinds.contains(Kind.SHA256_BODY);
    }

    /** Whether the body is covered as a form alone, so that nothing vouches for another one. */
    boolean coversFormsOnly() {
        return kinds.contains(Kind.PARAMETERS) && !coversBytes();
    }

    /** Whether it reads the body as a form. */
    boolean readsForm() {
        return kinds.contains(Kind.PARAMETERS) || kinds.contains(Kind.FORM);
    }

    /** Whether it has no place at all, and so is the same for every request. */
    boolean isConstant() {
        return kinds.isEmpty() || kinds.equals(EnumSet.of(Kind.LITERAL));
    }

    void write(Filling filling, Variant variant, VerifyKey.Sink sink, byte[] secret) throws GeneralSecurityException {
        for (Part part : parts) {
            sink.update(
                    switch (part.kind) {
                        case BODY -> variant.body;
                        case SECRET -> secret;
                        case LITERAL -> part.bytes;
                        case TS -> utf8(filling.ts);
                        case ID -> utf8(filling.id);
                        case METHOD -> utf8(filling.evidence.request().method());
                        case URL -> utf8(variant.url);
                        case HOST -> utf8(host(variant.url));
                        case PATH -> utf8(filling.evidence.request().path());
                        case QUERY -> utf8(filling.evidence.request().query());
                        case TARGET -> utf8(target(filling.evidence.request()));
                        case PARAMETERS -> utf8(sorted(filling.evidence.form()));
                        case CRC32_BODY -> utf8(crc32(variant.body));
                        case SHA256_BODY -> utf8(sha256(variant.body));
                        case JSON ->
                            utf8(Place.body(part.text).first(filling.evidence).orElse(""));
                        case FORM ->
                            utf8(Parameter.valuesOf(filling.evidence.form(), part.text).stream()
                                    .findFirst()
                                    .orElse(""));
                        case HEADER ->
                            utf8(filling.evidence.request().header(part.text).orElse(""));
                        case LINES -> utf8(lines(filling.evidence, part.text));
                    });
        }
    }

    /** Host and port as the address has them. */
    private static String host(String url) {
        int begin = url.indexOf("://") + 3;
        int end = begin;
        while (begin > 2 && end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return begin < 3 ? "" : url.substring(begin, end);
    }

    private static String target(ReceivedRequest request) {
        return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
    }

    /** The SHA-256 of a body in hexadecimal. */
    static String hash(byte[] body) {
        try {
            return sha256(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String sha256(byte[] bytes) throws GeneralSecurityException {
        return Encoding.HEX.encode(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String crc32(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return Long.toString(sum.getValue());
    }

    private static String sorted(List<Parameter> form) {
        TreeMap<String, TreeSet<String>> byName = new TreeMap<>();
        form.forEach(parameter -> byName.computeIfAbsent(parameter.name(), name -> new TreeSet<>())
                .add(parameter.value()));
        StringBuilder text = new StringBuilder();
        byName.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        return text.toString();
    }

    private static String lines(Evidence evidence, String names) {
        StringBuilder text = new StringBuilder();
        for (String name : names.split(",", -1)) {
            Place.body(name)
                    .first(evidence)
                    .ifPresent(value ->
                            text.append(name).append('\n').append(value).append('\n'));
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The template. */
    @Override
    public String toString() {
        return source;
    }
}
