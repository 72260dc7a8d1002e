package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;
import scala.Enumeration;
import scala.Function1;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.List$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;
import za.co.absa.cobrix.cobol.parser.CopybookParser;
import za.co.absa.cobrix.cobol.parser.ast.Group;
import za.co.absa.cobrix.cobol.parser.encoding.codepage.CodePage;
import za.co.absa.cobrix.cobol.reader.extractors.record.RecordExtractors;
import za.co.absa.cobrix.cobol.reader.extractors.record.RecordHandler;
import za.co.absa.cobrix.cobol.reader.policies.SchemaRetentionPolicy$;

/** The parser of Cobrix as its Spark reader drives it, with arrays of objects for groups. Not for several threads. */
final class CobrixDecoder {

    private static final ClassTag<Object[]> ARRAY = ClassTag$.MODULE$.apply(Object[].class);

    private final Group layout;
    private final RecordHandler<Object[]> handler = new Rows();
    private final Enumeration.Value collapsed = SchemaRetentionPolicy$.MODULE$.CollapseRoot();

    /** @param meanings the groups of which one is read in each record */
    CobrixDecoder(String copybook, List<String> meanings) {
        this.layout = CopybookParser.parseTree(
                        copybook,
                        true,
                        true,
                        CopybookParser.parseTree$default$4(),
                        JavaConverters.asScalaBuffer(meanings).toSeq(),
                        CopybookParser.parseTree$default$6(),
                        CopybookParser.parseTree$default$7(),
                        CopybookParser.parseTree$default$8(),
                        CopybookParser.parseTree$default$9(),
                        CopybookParser.parseTree$default$10(),
                        CopybookParser.parseTree$default$11(),
                        CodePage.getCodePageByName("cp037"),
                        CopybookParser.parseTree$default$13(),
                        CopybookParser.parseTree$default$14(),
                        CopybookParser.parseTree$default$15(),
                        CopybookParser.parseTree$default$16(),
                        CopybookParser.parseTree$default$17(),
                        CopybookParser.parseTree$default$18(),
                        CopybookParser.parseTree$default$19())
                .ast();
    }

    /** The values of a record. */
    List<Object> decode(byte[] record, String meaning) {
        Seq<Object> values = RecordExtractors.extractRecord(
                layout,
                record,
                0,
                collapsed,
                false,
                false,
                false,
                List$.MODULE$.<String>empty(),
                0,
                0,
                meaning,
                false,
                "",
                handler,
                ARRAY);
        return JavaConverters.seqAsJavaList(values);
    }

    /** What Cobrix asks for where Spark's reader makes rows. */
    private static final class Rows implements RecordHandler<Object[]> {
        @Override
        public Object[] create(Object[] values, Group group) {
            return values;
        }

        @Override
        public Seq<Object> toSeq(Object[] values) {
            return JavaConverters.asScalaBuffer(Arrays.asList(values)).toSeq();
        }

        @Override
        public void foreach(Object[] values, Function1<Object, BoxedUnit> action) {
            for (Object value : values) {
                action.apply(value);
            }
        }
    }
}
