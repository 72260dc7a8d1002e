package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ReferenceDescriptorTest {

    @Test
    void tellsEachOptionWithWhatIsKnownOfItsValues() {
        String descriptor = ReferenceDescriptor.of(
                "connect-drawer",
                List.of(new ReferenceDescriptor.Component(
                        "DrawerConnector",
                        "source-connector",
                        List.of("com.example.DrawerConnector"),
                        DrawerConnector.definition())));

        assertThat(descriptor).isEqualTo("""
                {
                  "$schema": "descriptor.schema.json",
                  "plugin": "connect-drawer",
                  "version": "${project.version}",
                  "components": [
                    {
                      "name": "DrawerConnector",
                      "kind": "source-connector",
                      "classes": ["com.example.DrawerConnector"],
                      "options": [
                        {
                          "name": "drawer.name",
                          "displayName": "Name of the drawer",
                          "documentation": "Which drawer to open.",
                          "type": "string",
                          "required": true,
                          "importance": "high",
                          "group": "Drawer",
                          "order": 1,
                          "width": "medium",
                          "form": "non-empty string"
                        },
                        {
                          "name": "drawer.opening.ms",
                          "displayName": "Opening time",
                          "documentation": "How long opening takes:\\nuse | with care.",
                          "type": "long",
                          "required": false,
                          "default": 100,
                          "importance": "low",
                          "group": "Drawer",
                          "order": 2,
                          "width": "short",
                          "unit": "milliseconds",
                          "minimum": 0,
                          "maximum": 1000
                        },
                        {
                          "name": "drawer.password",
                          "displayName": "Password",
                          "documentation": "What unlocks it.",
                          "type": "password",
                          "required": false,
                          "importance": "medium",
                          "group": "Lock",
                          "order": 1,
                          "width": "medium"
                        }
                      ]
                    }
                  ]
                }
                """);
    }

    @Test
    void listsValuesInTheCaseInWhichTheyAreWritten() {
        ConfigDef definition = new ConfigDef()
                .define(
                        "drawer.colour",
                        ConfigDef.Type.STRING,
                        "dark-red",
                        ConfigDef.CaseInsensitiveValidString.in("green", "dark-red"),
                        ConfigDef.Importance.LOW,
                        "Its colour.")
                .define(
                        "drawer.side",
                        ConfigDef.Type.STRING,
                        "Left",
                        ConfigDef.ValidString.in("Left", "Right"),
                        ConfigDef.Importance.LOW,
                        "Its side.");

        assertThat(ReferenceDescriptor.of(
                        "connect-drawer",
                        List.of(new ReferenceDescriptor.Component(
                                "Drawer", "transform", List.of("Drawer$Key", "Drawer$Value"), definition))))
                .contains("\"values\": [\"dark-red\", \"green\"],\n          \"caseSensitive\": false")
                .contains("\"values\": [\"Left\", \"Right\"],\n          \"caseSensitive\": true")
                .contains("\"classes\": [\"Drawer$Key\", \"Drawer$Value\"]");
    }

    @Test
    void leavesOutTheBoundThatIsNotThere() {
        ConfigDef definition = new ConfigDef()
                .define(
                        "drawer.depth",
                        ConfigDef.Type.INT,
                        3,
                        ConfigDef.Range.atLeast(-2),
                        ConfigDef.Importance.LOW,
                        "Its depth.")
                .define(
                        "drawer.weight",
                        ConfigDef.Type.DOUBLE,
                        0.5,
                        ConfigDef.Range.between(0.25, 7),
                        ConfigDef.Importance.LOW,
                        "Its weight.");

        assertThat(ReferenceDescriptor.of(
                        "connect-drawer",
                        List.of(new ReferenceDescriptor.Component(
                                "Drawer", "transform", List.of("Drawer"), definition))))
                .contains("\"minimum\": -2\n")
                .contains("\"minimum\": 0.25,\n          \"maximum\": 7\n");
    }
}
