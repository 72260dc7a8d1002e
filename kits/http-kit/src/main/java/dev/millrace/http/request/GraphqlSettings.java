package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A GraphQL request (GraphQL over HTTP, section 5.4): its text is the same for all, and what differs goes into variables.
 *
 * @param operation the one of several operations to run; empty for the only one
 * @param variables a JSON template, or entries of the form name=place
 */
record GraphqlSettings(String query, String operation, String variables) implements BodySettings {

    static final String QUERY = "http.graphql.query";
    static final String OPERATION = "http.graphql.operation";
    static final String VARIABLES = "http.graphql.variables";

    private static final String ACCEPTED = "application/graphql-response+json, application/json;q=0.9";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "GraphQL")
                .text(
                        QUERY,
                        null,
                        "The GraphQL document, such as mutation($id: ID!) { book(id: $id) { id } }. It has no places: what"
                                + " comes from a record goes into http.graphql.variables. Set it with http.body=graphql.")
                .text(
                        OPERATION,
                        null,
                        "The name of the operation to run. Set it when http.graphql.query has more than one.")
                .text(
                        VARIABLES,
                        null,
                        "The variables: JSON with places, such as {\"id\": ${value.id}}, or entries of the form name=place,"
                                + " such as id=value.id, one on each line or separated by commas. Set it when the query"
                                + " declares any.");
    }

    static GraphqlSettings from(AbstractConfig config) {
        return new GraphqlSettings(
                BodySettings.textOf(config, QUERY),
                BodySettings.textOf(config, OPERATION).strip(),
                BodySettings.textOf(config, VARIABLES).strip());
    }

    @Override
    public BodyMode mode() {
        return BodyMode.GRAPHQL;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        List<JsonPiece<T>> members = new ArrayList<>();
        members.add(new JsonPiece.Fixed<>("\"query\":" + JsonTemplate.quoted(query)));
        if (!operation.isEmpty()) {
            members.add(new JsonPiece.Fixed<>("\"operationName\":" + JsonTemplate.quoted(operation)));
        }
        if (!variables.isEmpty()) {
            members.add(new JsonPiece.Member<>(new JsonPiece.Fixed<>("\"variables\""), variables(binding)));
        }
        HeaderTemplate<T> accept =
                new HeaderTemplate<>("Accept", Template.parse(ACCEPTED), binding, UnaryOperator.identity());
        return BodyPlan.of(
                new TextBody<>(new JsonPiece.Group<>('{', members, '}')),
                List.of(accept),
                "application/json",
                Framing.NONE);
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(QUERY, query, "http.body=graphql", () -> {
            GraphqlText.check(query);
            return query;
        });
        if (!operation.isEmpty() && !GraphqlText.operations(query).contains(operation)) {
            checks.problems()
                    .report(
                            OPERATION,
                            "names no operation of " + QUERY + ": it has "
                                    + (GraphqlText.operations(query).isEmpty()
                                            ? "none with a name"
                                            : String.join(", ", GraphqlText.operations(query))));
        } else if (operation.isEmpty() && GraphqlText.operations(query).size() > 1) {
            checks.problems()
                    .report(
                            OPERATION,
                            "is missing, and " + QUERY + " has several operations: name one of "
                                    + String.join(", ", GraphqlText.operations(query)));
        }
        if (!variables.isEmpty()) {
            checks.on(VARIABLES, () -> variables(binding));
        }
    }

    private <T> JsonPiece<T> variables(Binding<T> binding) {
        if (variables.startsWith("{")) {
            return JsonTemplate.of(Template.parseText(variables), binding);
        }
        List<JsonPiece<T>> members = new ArrayList<>();
        for (Entries.Named named : Entries.named(variables)) {
            JsonPiece<T> value = JsonTemplate.of(Template.parseText("${" + named.value() + "}"), binding);
            members.add(new JsonPiece.Member<>(new JsonPiece.Fixed<>(JsonTemplate.quoted(named.name())), value));
        }
        return new JsonPiece.Group<>('{', members, '}');
    }
}
