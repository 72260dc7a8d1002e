package dev.millrace.rest;

import dev.millrace.feed.format.Formats;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How one page leads to the next.
 *
 * @param first number or offset of the first page
 * @param size how many rows a full page has; 0 for unknown
 * @param cursorPointer where in a body the next page's cursor stands
 * @param cursorHeader the header field that holds it
 * @param cursorField the field of the last row that is it
 * @param nextPointer where in a body the next page's address stands
 * @param hasMore where a body says whether there is another page
 * @param total where a body says how many rows there are in all
 * @param totalPages where a body says how many pages there are in all
 * @param stops further signs of the last page
 * @param hosts that addresses of pages may lead to besides the endpoint's own
 * @param most how many pages a round may have
 */
record PagingSettings(
        Style style,
        long first,
        long size,
        Optional<String> cursorPointer,
        Optional<String> cursorHeader,
        Optional<FieldPath> cursorField,
        Optional<String> nextPointer,
        Optional<String> hasMore,
        Optional<String> total,
        Optional<String> totalPages,
        Set<Stop> stops,
        Set<String> hosts,
        long most) {

    static final String STYLE = "pagination";
    static final String FIRST = "page.first";
    static final String SIZE = "page.size";
    static final String CURSOR_POINTER = "page.cursor.pointer";
    static final String CURSOR_HEADER = "page.cursor.header";
    static final String CURSOR_FIELD = "page.cursor.field";
    static final String NEXT_POINTER = "page.next.pointer";
    static final String HAS_MORE = "page.more.pointer";
    static final String TOTAL = "page.total.pointer";
    static final String TOTAL_PAGES = "page.count.pointer";
    static final String STOPS = "page.stop";
    static final String HOSTS = "page.next.hosts";
    static final String MOST = "page.max";

    /** The ways that APIs have. */
    enum Style {
        NONE,
        PAGE,
        OFFSET,
        CURSOR,
        LINK,
        NEXT_URL
    }

    /** Signs of the last page. */
    enum Stop {
        EMPTY,
        SHORT
    }

    PagingSettings {
        stops = Set.copyOf(stops);
        hosts = Set.copyOf(hosts);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Pages")
                .choice(
                        STYLE,
                        Style.NONE,
                        "How one page leads to the next: by its number (page), by the number of rows before it (offset), by"
                                + " a cursor that comes with the page before, by the header Link with rel=next (RFC 8288)"
                                + " or by an address in the body (next-url). Number, offset and cursor go into the"
                                + " request by its places {page}, {offset} and {cursor}. Set it when the API answers"
                                + " in pages.")
                .text(
                        FIRST,
                        "",
                        "The number of the first page, or the offset of the first row; 1 and 0 when it is empty. Set it"
                                + " when pages are counted from 0.")
                .number(
                        SIZE,
                        0L,
                        0L,
                        Integer.MAX_VALUE,
                        "How many rows a full page has, which requests may name with {page.size}; 0 for unknown. Set it"
                                + " with page.stop=short, and where the request wants it.")
                .text(
                        CURSOR_POINTER,
                        "",
                        "Where in the body the cursor of the next page stands: a JSON pointer (RFC 6901) such as"
                                + " /meta/next, for XML a path of element names, or for HTML a CSS selector with an"
                                + " attribute, such as a[rel=next] @href. Set it with pagination=cursor; no"
                                + " cursor there, or an empty one, ends the round.")
                .text(
                        CURSOR_HEADER,
                        "",
                        "The header field that holds the cursor of the next page. Set it with pagination=cursor where the"
                                + " body does not hold it.")
                .text(
                        CURSOR_FIELD,
                        "",
                        "The path of the field that, of the last row of a page, is the cursor of the next, such as id. Set"
                                + " it with pagination=cursor where the API is asked for what comes after a row.")
                .text(
                        NEXT_POINTER,
                        "",
                        "Where in the body the address of the next page stands, as for page.cursor.pointer. Set it with"
                                + " pagination=next-url.")
                .text(
                        HAS_MORE,
                        "",
                        "Where in the body stands whether there is another page; all but true ends the round. Set it where"
                                + " the API says so.")
                .text(
                        TOTAL,
                        "",
                        "Where in the body stands how many rows there are in all; the round ends when so many are read. Set"
                                + " it with pagination=page and offset to save the request for an empty page.")
                .text(
                        TOTAL_PAGES,
                        "",
                        "Where in the body stands the number of pages. Set it with pagination=page to save the request for"
                                + " an empty page.")
                .add(
                        STOPS,
                        ConfigDef.Type.LIST,
                        "",
                        ConfigDef.LambdaValidator.with(PagingSettings::checkStops, () -> "empty, short"),
                        ConfigDef.Importance.LOW,
                        "Further signs of the last page: empty for a page without rows, short for one with fewer than"
                                + " page.size. Numbers and offsets always stop at an empty page; set empty with cursors"
                                + " only when the API never filters a page to nothing.")
                .list(
                        HOSTS,
                        "",
                        "The hosts, such as files.partner.example or files.partner.example:8443, that the addresses of"
                                + " pages may lead to besides the endpoint's own scheme, host and port. Name one only"
                                + " when it may get the endpoint's credentials.")
                .number(
                        MOST,
                        1_000_000L,
                        1L,
                        Long.MAX_VALUE,
                        "How many pages one round may have; the task stops at the one behind. Lower it to notice early"
                                + " that an API's pages have no end.");
    }

    static PagingSettings from(AbstractConfig config) {
        Style style = style(config);
        String first = config.getString(FIRST).trim();
        return new PagingSettings(
                style,
                first.isEmpty() ? (style == Style.PAGE ? 1 : 0) : Long.parseLong(first),
                config.getLong(SIZE),
                text(config, CURSOR_POINTER),
                text(config, CURSOR_HEADER),
                text(config, CURSOR_FIELD).map(FieldPath::parse),
                text(config, NEXT_POINTER),
                text(config, HAS_MORE),
                text(config, TOTAL),
                text(config, TOTAL_PAGES),
                stops(config.getList(STOPS)),
                new LinkedHashSet<>(config.getList(HOSTS).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList()),
                config.getLong(MOST));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Style style = style(config);
        only(config, FIRST, style == Style.PAGE || style == Style.OFFSET, "page and offset", problems);
        only(config, NEXT_POINTER, style == Style.NEXT_URL, "next-url", problems);
        only(config, TOTAL_PAGES, style == Style.PAGE, "page", problems);
        only(config, TOTAL, style == Style.PAGE || style == Style.OFFSET, "page and offset", problems);
        only(config, HAS_MORE, style != Style.NONE, "others than none", problems);
        if (!config.getString(FIRST).trim().matches("|[0-9]{1,18}")) {
            problems.report(FIRST, "is no number from 0 on");
        }
        List<String> cursors = Stream.of(CURSOR_POINTER, CURSOR_HEADER, CURSOR_FIELD)
                .filter(key -> text(config, key).isPresent())
                .toList();
        if (style == Style.CURSOR && cursors.size() != 1) {
            problems.report(
                    cursors.isEmpty() ? CURSOR_POINTER : cursors.get(1),
                    cursors.isEmpty()
                            ? "is missing, and pagination=cursor needs it, or " + CURSOR_HEADER + " or " + CURSOR_FIELD
                            : "stands beside " + cursors.get(0) + ": a cursor comes from one place, remove the other");
        }
        cursors.forEach(key -> only(config, key, style == Style.CURSOR, "cursor", problems));
        if (style == Style.NEXT_URL && text(config, NEXT_POINTER).isEmpty()) {
            problems.report(NEXT_POINTER, "is missing, and pagination=next-url needs it");
        }
        if (stops(config.getList(STOPS)).contains(Stop.SHORT) && config.getLong(SIZE) == 0) {
            problems.report(SIZE, "is missing, and page.stop=short needs it: say how many rows a full page has");
        }
        if (style == Style.PAGE && text(config, TOTAL).isPresent() && config.getLong(SIZE) == 0) {
            problems.report(SIZE, "is missing, and page.total.pointer needs it with pagination=page");
        }
        for (String key : List.of(CURSOR_POINTER, NEXT_POINTER, HAS_MORE, TOTAL, TOTAL_PAGES)) {
            text(config, key)
                    .filter(pointer -> !isPointer(config, pointer))
                    .ifPresent(pointer -> problems.report(
                            key,
                            isOfPages(config)
                                    ? "is no CSS selector, such as a[rel=next] @href"
                                    : "is no pointer: begin it with /, as in /meta/next"));
        }
        text(config, CURSOR_FIELD).ifPresent(path -> {
            try {
                FieldPath unused = FieldPath.parse(path);
            } catch (IllegalArgumentException wrong) {
                problems.report(CURSOR_FIELD, "is no path: " + wrong.getMessage());
            }
        });
    }

    private static boolean isOfPages(AbstractConfig config) {
        return config.values().get(Formats.KEY) instanceof String format && format.equals("html");
    }

    private static boolean isPointer(AbstractConfig config, String pointer) {
        return isOfPages(config) ? !pointer.startsWith("/") && HtmlFacts.isPlace(pointer) : pointer.startsWith("/");
    }

    /** All pointers into bodies. */
    Set<String> pointers() {
        Set<String> all = new LinkedHashSet<>();
        Stream.of(cursorPointer, nextPointer, hasMore, total, totalPages)
                .flatMap(Optional::stream)
                .forEach(all::add);
        return all;
    }

    private static void only(AbstractConfig config, String key, boolean fits, String styles, Problems problems) {
        if (!fits && text(config, key).isPresent()) {
            problems.report(key, "is only used with pagination=" + styles + ": set that, or remove it");
        }
    }

    private static Style style(AbstractConfig config) {
        return OptionGroup.choiceOf(Style.class, config.getString(STYLE));
    }

    private static Set<Stop> stops(List<String> names) {
        Set<Stop> stops = new LinkedHashSet<>();
        names.forEach(name -> stops.add(OptionGroup.choiceOf(Stop.class, name)));
        return stops;
    }

    private static void checkStops(String key, Object value) {
        for (Object name : (List<?>) value) {
            if (!String.valueOf(name).trim().toLowerCase(Locale.ROOT).matches("empty|short")) {
                throw new ConfigException(key, name, "no such sign; known are empty and short");
            }
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.of(config.getString(key).trim()).filter(text -> !text.isEmpty());
    }
}
