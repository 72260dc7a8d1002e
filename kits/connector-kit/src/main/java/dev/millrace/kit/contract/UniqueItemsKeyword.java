package dev.millrace.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.UniqueItemsValidator;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/**
 * {@code uniqueItems} as the standard has it: about arrays alone. The library's own (1.5.9) takes the values of an object for
 * its elements.
 */
record UniqueItemsKeyword() implements Keyword {

    @Override
    public String getValue() {
        return "uniqueItems";
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location, JsonNodePath path, JsonNode node, JsonSchema parent, ValidationContext context) {
        return new OfArrays(location, path, node, parent, context);
    }

    private static final class OfArrays extends UniqueItemsValidator {

        private OfArrays(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode node,
                JsonSchema parent,
                ValidationContext context) {
            super(location, path, node, parent, context);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath location) {
            return node.isArray() ? super.validate(context, node, root, location) : Set.of();
        }
    }
}
