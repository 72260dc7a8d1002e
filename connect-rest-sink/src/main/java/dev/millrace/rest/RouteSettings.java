package dev.millrace.rest;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.address.EgressSettings;
import dev.millrace.http.auth.AuthSettings;
import dev.millrace.http.reply.ClassifierSettings;
import dev.millrace.http.reply.ReplyForm;
import dev.millrace.http.request.BatchBody;
import dev.millrace.http.request.BodyMode;
import dev.millrace.http.request.RequestSettings;
import dev.millrace.kit.Problems;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that can differ from route to route.
 *
 * @param name {@link #ONLY} where the configuration names none
 * @param match which records it takes
 * @param tombstoneRequest what is sent of a record without a value; empty where nothing is
 */
record RouteSettings(
        String name,
        RouteMatch match,
        RequestSettings request,
        Optional<RequestSettings> tombstoneRequest,
        ClientSettings client,
        AuthSettings auth,
        ClassifierSettings replies,
        RecordSettings records,
        IdempotencySettings idempotency,
        BatchSettings batch,
        BatchBody batchBody,
        LoadSettings load,
        Patience patience) {

    static final String ONLY = "default";

    static void define(ConfigDef definition) {
        // Each route may have an address of its own, so that none is required of all.
        RequestSettings.define(definition, new RequestSettings.Defaults(HttpMethod.POST, BodyMode.JSON, false));
        ClientSettings.define(definition);
        AuthSettings.define(definition);
        ClassifierSettings.define(definition);
        RecordSettings.define(definition);
        IdempotencySettings.define(definition);
        BatchSettings.define(definition);
        BatchBody.define(definition);
        LoadSettings.define(definition);
        Patience.define(definition);
    }

    /** Whether a record decides which host its request goes to. */
    boolean isHostFromRecord() {
        return request.isHostTemplated()
                || tombstoneRequest.filter(RequestSettings::isHostTemplated).isPresent();
    }

    /**
     * Reads what {@link #validate} has no problem with.
     *
     * @param tombstones the options as they are for a record without a value
     */
    static RouteSettings from(String name, RouteMatch match, AbstractConfig config, AbstractConfig tombstones) {
        RecordSettings records = RecordSettings.from(config);
        return new RouteSettings(
                name,
                match,
                RequestSettings.from(config),
                records.tombstones().isSent() ? Optional.of(RequestSettings.from(tombstones)) : Optional.empty(),
                ClientSettings.from(config),
                AuthSettings.from(config),
                replies(config),
                records,
                IdempotencySettings.from(config),
                BatchSettings.from(config),
                BatchBody.from(config),
                LoadSettings.from(config),
                Patience.from(config));
    }

    /** Reports what values can't be together; each value alone is known to be good. */
    static void validate(AbstractConfig config, Problems problems) {
        RequestSettings.validate(config, Requests.PLACES, problems);
        ClientSettings.validate(config, problems);
        AuthSettings.validate(config, problems);
        ClassifierSettings.validate(config, problems);
        IdempotencySettings.validate(config, problems);
        BatchSettings.validate(config, problems);
        LoadSettings.validate(config, problems);
        Patience.validate(config, problems);
        if (config.getInt(BatchSettings.MAX_RECORDS) > 1) {
            BatchBody.validate(config, problems);
        }
        if (RequestSettings.isHostTemplated(config)
                && config.getList(EgressSettings.ALLOW).isEmpty()
                && proves(config)) {
            problems.report(
                    RequestSettings.URL,
                    "would carry the credentials to any host that a record names: name those that may have them with "
                            + EgressSettings.ALLOW);
        }
        String header = config.getString(IdempotencySettings.HEADER);
        boolean sendsKey = IdempotencySettings.from(config).form() != IdempotencyKey.NONE;
        if (sendsKey && RequestSettings.headerNames(config).contains(header.toLowerCase(Locale.ROOT))) {
            problems.report(
                    RequestSettings.HEADERS,
                    "holds the header " + header
                            + ", the same for all records, besides the one of each record: remove it," + " or set "
                            + IdempotencySettings.KEY + "=none");
        }
    }

    private static boolean proves(AbstractConfig config) {
        return !"none".equalsIgnoreCase(config.getString("http.auth").strip())
                || config.getPassword(RequestSettings.SECRET_HEADERS) != null;
    }

    private static ClassifierSettings replies(AbstractConfig config) {
        ClassifierSettings given = ClassifierSettings.from(config);
        return switch (RequestSettings.from(config).bodyMode()) {
            case SOAP -> given.withForm(ReplyForm.SOAP);
            case GRAPHQL -> given.withForm(ReplyForm.GRAPHQL);
            case NONE, JSON, RAW, FORM, TEMPLATE, CLOUDEVENTS, MULTIPART -> given;
        };
    }
}
