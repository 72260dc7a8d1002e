package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What the body of a request is made of; each mode has options of its own. */
sealed interface BodySettings
        permits NoBody,
                ValueSettings,
                FormSettings,
                TextSettings,
                SoapSettings,
                GraphqlSettings,
                CloudEventsSettings,
                MultipartSettings {

    String BODY = "http.body";
    String PLACE = "http.body.value";
    String TEMPLATE = "http.body.template";
    String FIELDS = "http.form.fields";

    BodyMode mode();

    /**
     * How to make it.
     *
     * @param given the content type of the configuration, which a template is read by
     * @throws IllegalArgumentException when a template is none, or a place is unknown
     */
    <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given);

    /** Reports what {@link #plan} would throw, each on its key. */
    void validate(Binding<?> binding, Optional<String> given, Checks checks);

    static void define(ConfigDef definition, BodyMode byDefault) {
        new OptionGroup(definition, "Body")
                .choice(
                        BODY,
                        byDefault,
                        "How the body is made. json: a value as JSON, text and bytes as they are; raw: text or bytes as they"
                                + " are; form: http.form.fields; template: http.body.template; soap: an envelope around"
                                + " http.body.template; graphql: http.graphql.query; cloudevents: a CloudEvent; multipart:"
                                + " http.multipart.parts; none: no body. Choose what the receiver takes.")
                .text(
                        PLACE,
                        "value",
                        "The place whose content json, raw and cloudevents send, such as value.payload. Change it when only a"
                                + " part of each record is to be sent.")
                .text(
                        TEMPLATE,
                        null,
                        "The text of the body, with places such as ${value.id} or ${key|upper}. In JSON a place between quotes"
                                + " becomes text, one without quotes a value of its own type; in XML values are escaped. Set it"
                                + " with http.body=template, and with soap, where it is what the soap:Body holds.")
                .text(
                        FIELDS,
                        null,
                        "The fields of http.body=form, each as name={place}: one on each line, or separated by commas. Set it"
                                + " for receivers that take application/x-www-form-urlencoded.");
        MultipartSettings.define(definition);
        SoapSettings.define(definition);
        GraphqlSettings.define(definition);
        CloudEventsSettings.define(definition);
    }

    static BodyMode modeOf(AbstractConfig config) {
        return OptionGroup.choiceOf(BodyMode.class, config.getString(BODY));
    }

    static BodySettings from(AbstractConfig config) {
        // Each option is read whatever the mode, so that none counts as unknown.
        String place = config.getString(PLACE);
        FormSettings form = new FormSettings(textOf(config, FIELDS));
        TextSettings text = new TextSettings(textOf(config, TEMPLATE));
        SoapSettings soap = SoapSettings.from(config);
        GraphqlSettings graphql = GraphqlSettings.from(config);
        CloudEventsSettings cloudEvents = CloudEventsSettings.from(config);
        MultipartSettings multipart = MultipartSettings.from(config);
        BodyMode mode = modeOf(config);
        return switch (mode) {
            case NONE -> new NoBody();
            case JSON, RAW -> new ValueSettings(mode, place);
            case FORM -> form;
            case TEMPLATE -> text;
            case SOAP -> soap;
            case GRAPHQL -> graphql;
            case CLOUDEVENTS -> cloudEvents;
            case MULTIPART -> multipart;
        };
    }

    /** Reports what is wrong with the options of the chosen mode, and those of another where no mode was chosen. */
    static void validate(AbstractConfig config, Binding<?> binding, Optional<String> given, Problems problems) {
        from(config).validate(binding, given, new Checks(problems));
        if (config.originals().containsKey(BODY)) {
            return;
        }
        Map<String, String> uses = Map.of(
                TEMPLATE,
                "template",
                FIELDS,
                "form",
                MultipartSettings.PARTS,
                "multipart",
                GraphqlSettings.QUERY,
                "graphql",
                SoapSettings.ACTION,
                "soap",
                CloudEventsSettings.EVENT_TYPE,
                "cloudevents");
        List<String> misplaced = uses.keySet().stream()
                .filter(config.originals()::containsKey)
                .sorted()
                .toList();
        if (!misplaced.isEmpty()) {
            String key = misplaced.get(0);
            problems.report(
                    BODY, "is not set, and " + key + " is of no use without it: set " + BODY + "=" + uses.get(key));
        }
    }

    static String textOf(AbstractConfig config, String key) {
        String text = config.getString(key);
        return text == null ? "" : text;
    }
}
