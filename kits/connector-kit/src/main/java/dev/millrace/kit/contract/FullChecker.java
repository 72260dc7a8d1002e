package dev.millrace.kit.contract;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.millrace.kit.path.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A contract with keywords that compiled rules do not have: the library checks it, over a copy of each value as JSON. */
final class FullChecker implements ContractChecker {

    /** The keyword of a value that can't be checked to its end, such as one nested too deep; it does not keep to the contract. */
    static final String UNCHECKED = "unchecked";

    private final About about;
    private final JsonSchema contract;
    private final Set<String> names;
    private final ContractOptions.Nulls nulls;

    private FullChecker(About about, JsonSchema contract, Set<String> names, ContractOptions.Nulls nulls) {
        this.about = about;
        this.contract = contract;
        this.names = names;
        this.nulls = nulls;
    }

    /**
     * Hands a schema to the library.
     *
     * @throws IllegalArgumentException when it can't be checked, or refers to anything outside of itself
     */
    static ContractChecker of(About about, Object root, Dialect dialect, ContractOptions options) {
        return new FullChecker(
                about, LibrarySchema.load(root, dialect, options), SchemaWalk.names(root), options.nulls());
    }

    @Override
    public List<Violation> check(@Nullable Schema schema, @Nullable Object value, int most) {
        Set<ValidationMessage> messages;
        try {
            messages = contract.validate(JsonTree.node(JsonForm.tree(schema, value, nulls)));
        } catch (RuntimeException | StackOverflowError givenUp) {
            return List.of(new Violation("", UNCHECKED));
        }
        List<Violation> violations = new ArrayList<>();
        messages.stream().map(this::violation).distinct().limit(most).forEach(violations::add);
        return violations;
    }

    private Violation violation(ValidationMessage message) {
        String path = "";
        JsonNodePath location = message.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            if (location.getElement(i) instanceof Integer index) {
                path += "[" + index + "]";
            } else {
                path = field(path, location.getName(i));
            }
        }
        if ("required".equals(message.getType()) && message.getProperty() != null) {
            path = field(path, message.getProperty());
        }
        return new Violation(path, message.getType());
    }

    private String field(String path, String name) {
        return names.contains(name) ? PathText.field(path, name) : Report.anyField(path);
    }

    @Override
    public String id() {
        return about.id();
    }

    @Override
    public String version() {
        return about.version();
    }

    @Override
    public Map<String, String> classifications() {
        return about.classifications();
    }

    @Override
    public List<String> notes() {
        return about.notes();
    }
}
