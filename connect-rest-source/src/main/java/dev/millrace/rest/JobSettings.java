package dev.millrace.rest;

import dev.millrace.http.request.RequestSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How rows are fetched that an API makes ready in a job: one request creates it, others ask how far it is, the last ones fetch
 * the rows.
 *
 * @param isJob whether rows are fetched so
 * @param id where the answer to the first request tells the job's id; empty where its header Location tells the address to ask
 * @param statusUrl the address to ask how far it is; empty for that of Location
 * @param state where the answer tells that
 * @param done what it is called when the rows are ready
 * @param failed what it is called when they never will be
 * @param resultUrl where the rows are then
 * @param result where the last answer tells that
 * @param proves whether the requests for rows hold the endpoint's credentials
 */
record JobSettings(
        boolean isJob,
        Optional<String> id,
        Optional<String> statusUrl,
        Optional<String> state,
        Set<String> done,
        Set<String> failed,
        Optional<String> resultUrl,
        Optional<String> result,
        boolean proves,
        Duration interval,
        Duration limit) {

    static final String ID = "job.id.pointer";
    static final String STATUS_URL = "job.status.url";
    static final String STATE = "job.state.pointer";
    static final String DONE = "job.done.values";
    static final String FAILED = "job.failed.values";
    static final String RESULT_URL = "job.result.url";
    static final String RESULT = "job.result.pointer";
    static final String PRESIGNED = "job.result.presigned";
    static final String INTERVAL = "job.poll.interval.ms";
    static final String LIMIT = "job.timeout.ms";

    /** The place of a job's id. */
    static final String PLACE = "job.id";

    private static final Set<String> KEPT =
            Set.of(RequestSettings.HEADERS, RequestSettings.SECRET_HEADERS, RequestSettings.ON_MISSING);

    JobSettings {
        done = Set.copyOf(done);
        failed = Set.copyOf(failed);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Jobs")
                .text(
                        STATE,
                        "",
                        "Where the answer about a job tells how far it is: a JSON pointer such as /status. Set it when the API"
                                + " makes rows ready in a job: the request of the http options creates it then, and its"
                                + " rows are fetched when it is done.")
                .text(
                        ID,
                        "",
                        "Where the answer to the request that creates a job tells its id, such as /id; requests name it as"
                                + " {job.id}. Leave it empty when the header Location tells the address to ask instead.")
                .text(
                        STATUS_URL,
                        "",
                        "The address to ask with GET how far a job is, such as https://partner.example/jobs/{job.id}; that of"
                                + " the header Location when it is empty. Set it together with job.id.pointer.")
                .list(
                        DONE,
                        "done,completed,succeeded,finished",
                        "What the state of a job is when its rows are ready, whatever its case. Set it when the API calls it"
                                + " otherwise.")
                .list(
                        FAILED,
                        "failed,error,cancelled,canceled,aborted",
                        "What the state of a job is when its rows will never be ready, whatever its case; another one is"
                                + " created then, as often as refused.max.attempts says. Set it when the API calls it"
                                + " otherwise.")
                .text(
                        RESULT_URL,
                        "",
                        "The address of the rows, such as https://partner.example/jobs/{job.id}/rows?cursor={cursor}. Set it,"
                                + " or job.result.pointer; the pages of an answer follow each other as pagination says.")
                .text(
                        RESULT,
                        "",
                        "Where the last answer about a job tells the address of its rows, such as /download_url. Set it when"
                                + " the API says so; another host than the endpoint's must be named in page.next.hosts.")
                .flag(
                        PRESIGNED,
                        false,
                        "Whether the address of the rows is proof enough, as those of object stores are: the endpoint's"
                                + " credentials and secret headers do not go there. Set it when the store refuses requests that"
                                + " prove themselves twice.")
                .number(
                        INTERVAL,
                        5_000L,
                        1L,
                        Duration.ofDays(1).toMillis(),
                        "How long to wait between two requests about a job, in milliseconds. Raise it for jobs that take"
                                + " hours.")
                .number(
                        LIMIT,
                        Duration.ofHours(1).toMillis(),
                        1L,
                        Duration.ofDays(30).toMillis(),
                        "How long a job may take, in milliseconds; then it counts as failed. Raise it for long jobs.");
    }

    static JobSettings from(AbstractConfig config) {
        return new JobSettings(
                text(config, STATE).isPresent(),
                text(config, ID),
                text(config, STATUS_URL),
                text(config, STATE),
                lower(config.getList(DONE)),
                lower(config.getList(FAILED)),
                text(config, RESULT_URL),
                text(config, RESULT),
                !config.getBoolean(PRESIGNED),
                Duration.ofMillis(config.getLong(INTERVAL)),
                Duration.ofMillis(config.getLong(LIMIT)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        JobSettings job = from(config);
        if (!job.isJob()) {
            for (String key : List.of(ID, STATUS_URL, RESULT_URL, RESULT)) {
                text(config, key)
                        .ifPresent(there ->
                                problems.report(key, "is only used with " + STATE + ": set that, or remove it"));
            }
            return;
        }
        if (job.resultUrl().isPresent() == job.result().isPresent()) {
            problems.report(
                    job.result().isPresent() ? RESULT : RESULT_URL,
                    job.result().isPresent()
                            ? "stands beside " + RESULT_URL + ": rows come from one place, remove the other"
                            : "is missing, and jobs need it, or " + RESULT);
        }
        if (job.id().isPresent() != job.statusUrl().isPresent()) {
            String missing = job.id().isPresent() ? STATUS_URL : ID;
            problems.report(missing, "is missing: name it together with " + (missing.equals(ID) ? STATUS_URL : ID));
        }
        if (job.id().isEmpty()
                && job.resultUrl().filter(url -> url.contains(PLACE)).isPresent()) {
            problems.report(ID, "is missing, and " + RESULT_URL + " needs it");
        }
        for (String key : List.of(ID, STATE, RESULT)) {
            text(config, key)
                    .filter(pointer -> !pointer.startsWith("/"))
                    .ifPresent(pointer -> problems.report(key, "is no pointer: begin it with /, as in /job/id"));
        }
        boolean byToken = Set.of("page", "offset", "cursor")
                .contains(config.getString(PagingSettings.STYLE).trim().toLowerCase(Locale.ROOT));
        if (job.result().isPresent() && byToken) {
            problems.report(RESULT, "tells one address, which has no place for the next page: use " + RESULT_URL);
        }
        if (!config.getString(ParentSettings.PARENT).isBlank()) {
            problems.report(STATE, "can't stand beside " + ParentSettings.PARENT + ": remove one of them");
        }
        if (config.getString(EndpointSettings.CONDITIONAL).equalsIgnoreCase("on")) {
            problems.report(EndpointSettings.CONDITIONAL, "can't be on for jobs: each of them is another one");
        }
    }

    /** Reports addresses with places that nothing fills. */
    static void validateAddresses(AbstractConfig config, PagePlaces places, Problems problems) {
        for (String key : List.of(STATUS_URL, RESULT_URL)) {
            try {
                Template.parse(config.getString(key)).placeholders().forEach(places::bind);
            } catch (IllegalArgumentException wrong) {
                problems.report(key, "is no template: " + wrong.getMessage());
            }
        }
    }

    /** All pointers into answers about jobs. */
    Set<String> pointers() {
        Set<String> all = new LinkedHashSet<>();
        Stream.of(id, state, result).flatMap(Optional::stream).forEach(all::add);
        return all;
    }

    /** The configuration of a plain GET that goes where the endpoint's first request goes. */
    static AbstractConfig plain(AbstractConfig config, Optional<String> url, boolean proves) {
        ConfigDef request = new ConfigDef();
        RequestSettings.define(request, RequestSettings.Defaults.FETCH);
        Map<String, Object> laid = new HashMap<>(config.originals());
        request.names().stream().filter(key -> !KEPT.contains(key)).forEach(laid::remove);
        laid.put(RequestSettings.URL, url.orElseGet(() -> config.getString(RequestSettings.URL)));
        laid.put(RequestSettings.METHOD, "get");
        if (!proves) {
            laid.remove(RequestSettings.SECRET_HEADERS);
            laid.keySet().removeIf(key -> key.startsWith("http.auth"));
        }
        return new AbstractConfig(RestSourceSettings.definition(), laid, false);
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.of(config.getString(key).trim()).filter(text -> !text.isEmpty());
    }

    private static Set<String> lower(List<String> words) {
        Set<String> lower = new LinkedHashSet<>();
        words.forEach(word -> lower.add(word.trim().toLowerCase(Locale.ROOT)));
        return lower;
    }
}
