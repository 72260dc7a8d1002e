package dev.millrace.ops.alerts;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads rules of a file.
 *
 * @param channels that the file names
 */
record RuleReader(Set<String> channels) {

    private static final Duration REPEAT = Duration.ofHours(4);
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration AHEAD = Duration.ofDays(21);

    RuleReader {
        channels = Set.copyOf(channels);
    }

    Rule read(Part part) {
        String name = part.need("name");
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw part.wrong("name", "may hold letters, digits, dots, hyphens and underscores only");
        }
        String word = part.need("kind");
        Kind kind = Kind.of(word).orElseThrow(() -> part.wrong("kind", "is none of " + kinds() + ": " + word));
        Severity severity = part.made(
                        "severity",
                        "severity (critical, warning, info)",
                        text -> Severity.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(kind.severity());
        Rule rule = new Rule(
                name,
                kind,
                condition(kind, name, part),
                severity,
                part.time("for").orElse(Duration.ZERO),
                part.time("repeat").orElse(REPEAT),
                channels(part),
                part.text("runbook").orElse(""));
        part.nothingElse();
        return rule;
    }

    private List<String> channels(Part part) {
        List<String> named = part.texts("channels");
        for (String channel : named) {
            if (!channels.contains(channel)) {
                throw part.wrong("channels", "names a channel that the file does not have: " + channel);
            }
        }
        return named.isEmpty() ? channels.stream().sorted().toList() : named;
    }

    private static Condition condition(Kind kind, String rule, Part part) {
        return switch (kind) {
            case TASK_FAILED -> new TaskFailed(names(part));
            case FRESHNESS -> new PromiseBroken(names(part), PromiseBroken.Property.FRESHNESS, part.time("limit"));
            case LATENCY -> new PromiseBroken(names(part), PromiseBroken.Property.LATENCY, part.time("limit"));
            case SET_ASIDE_GROWING ->
                new SetAsideGrowing(
                        names(part),
                        rule,
                        part.made("more-than", "whole number", Long::valueOf).orElse(0L),
                        part.time("within").orElse(WINDOW));
            case BREAKER_OPEN -> new BreakerOpen(names(part));
            case CERTIFICATE_EXPIRING ->
                new CertificateExpiring(
                        names(part),
                        part.allMade("addresses", "HOST:PORT", RuleReader::address),
                        part.time("within").orElse(AHEAD));
            case CREDENTIAL_EXPIRING ->
                new CredentialExpiring(credentials(part), part.time("within").orElse(AHEAD), zone(part));
            case FILE_OVERDUE -> new FileOverdue(names(part), part.text("files").orElse("*"), deadline(part));
            case SEQUENCE_GAP ->
                new FigureCondition(
                        names(part),
                        rule,
                        List.of("framed_tcp_source_sequence_gaps"),
                        0,
                        false,
                        Optional.of(part.time("within").orElse(WINDOW)),
                        "Numbers are missing in the feed; gaps");
            case DEPRECATED_API -> new DeprecatedApi(names(part));
            case FIGURE -> figure(rule, part);
            case NOT_WATCHED -> new NotWatched();
        };
    }

    private static Condition figure(String rule, Part part) {
        Optional<Double> above = part.made("above", "number", Double::valueOf);
        Optional<Double> below = part.made("below", "number", Double::valueOf);
        Optional<Double> grows = part.made("grows-by-more-than", "number", Double::valueOf);
        Optional<Duration> within = part.time("within");
        if (List.of(above, below, grows).stream().filter(Optional::isPresent).count() != 1) {
            throw part.wrong("figure", "needs one of above, below and grows-by-more-than");
        }
        if (within.isPresent() && grows.isEmpty()) {
            throw part.wrong("within", "goes with grows-by-more-than alone");
        }
        String figure = part.need("figure").replaceFirst("^millrace_", "");
        return new FigureCondition(
                names(part),
                rule,
                List.of(figure),
                above.or(() -> below).or(() -> grows).orElseThrow(),
                below.isPresent(),
                grows.map(limit -> within.orElse(WINDOW)),
                "");
    }

    private static Deadline deadline(Part part) {
        LocalTime by = part.made("expected-by", "time of the day such as 06:00", LocalTime::parse)
                .orElseThrow(() -> part.wrong("expected-by", "is missing"));
        LocalTime from = part.made("from", "time of the day such as 20:00", LocalTime::parse)
                .orElse(LocalTime.MIDNIGHT);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        part.allMade("days", "day such as mon", RuleReader::day).forEach(days::add);
        List<LocalDate> holidays = part.allMade("holidays", "date such as 2027-12-25", LocalDate::parse);
        return new Deadline(
                by, from, zone(part), days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, Set.copyOf(holidays));
    }

    private static DayOfWeek day(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> upper.length() >= 3 && day.name().startsWith(upper))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static ZoneId zone(Part part) {
        return part.made("zone", "time zone such as Europe/Berlin", ZoneId::of).orElse(ZoneId.of("UTC"));
    }

    private static List<CredentialExpiring.Credential> credentials(Part part) {
        List<CredentialExpiring.Credential> credentials = new ArrayList<>();
        for (Part one : part.parts("credentials")) {
            credentials.add(new CredentialExpiring.Credential(
                    one.need("name"),
                    one.made("ends-on", "date such as 2027-01-31", LocalDate::parse)
                            .orElseThrow(() -> one.wrong("ends-on", "is missing")),
                    one.text("connector").orElse("")));
            one.nothingElse();
        }
        if (credentials.isEmpty()) {
            throw part.wrong("credentials", "is missing: list name and ends-on of each");
        }
        return credentials;
    }

    private static String address(String text) {
        if (!text.matches("[^\\s/]+:\\d{1,5}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Names names(Part part) {
        List<String> patterns = part.texts("connectors");
        return patterns.isEmpty() ? Names.ALL : new Names(patterns);
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
