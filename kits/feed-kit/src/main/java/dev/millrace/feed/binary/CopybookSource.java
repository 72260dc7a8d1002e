package dev.millrace.feed.binary;

import dev.millrace.feed.copybook.Columns;
import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.feed.copybook.CopybookProblem;
import dev.millrace.feed.copybook.CopybookProblems;
import dev.millrace.feed.copybook.Dialect;
import dev.millrace.feed.copybook.ReferenceFormat;
import dev.millrace.feed.format.Options;
import dev.millrace.feed.plan.Item;
import dev.millrace.kit.OptionGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** COBOL copybooks, inline or from files of the worker. */
final class CopybookSource implements LayoutSource {

    private static final Logger LOG = LoggerFactory.getLogger(CopybookSource.class);

    private static final String TEXT = "copybook.text";
    private static final String FILE = "copybook.file";
    private static final String FOLDERS = "copybook.folders";
    private static final String COLUMNS = "copybook.columns";
    private static final String FIRST_COLUMN = "copybook.column.first";
    private static final String LAST_COLUMN = "copybook.column.last";
    private static final String DEBUGGING = "copybook.debugging.lines";
    private static final String REPLACING = "copybook.replacing";
    private static final String TAGS = "copybook.tags";
    private static final String POINT = "copybook.decimal.point";
    private static final String POINTER = "copybook.pointer.bytes";
    private static final String SIZES = "copybook.binary.sizes";
    private static final String WIDE = "copybook.binary.wide";
    private static final String NATIONAL = "copybook.pic.n.national";
    private static final int MOST_WARNINGS = 20;

    @Override
    public String format() {
        return "copybook";
    }

    @Override
    public String charset() {
        return "IBM037";
    }

    @Override
    public void define(Options options) {
        options.text(
                        TEXT,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Copybook",
                        "The copybook itself. Set it, or copybook.file, with format=copybook.")
                .list(
                        FILE,
                        "Copybook file",
                        "A file on the worker that holds the copybook, or several, whose records are taken together. Set it"
                                + " instead of copybook.text; every worker needs the files.")
                .list(
                        FOLDERS,
                        "Copy members",
                        "Folders on the worker in which members of COPY statements are looked for, by name with or without"
                                + " .cpy, .cob, .cbl, .copy and .txt. Set it when the copybook has such statements.")
                .choice(
                        COLUMNS,
                        ReferenceFormat.AUTO,
                        "Columns",
                        "Which columns of the copybook's lines hold text: fixed 8 to 72, free all of them, wide from 8 on, auto"
                                + " goes by the lines. Set it when auto takes numbers or remarks for text.")
                .number(
                        FIRST_COLUMN,
                        0,
                        0,
                        255,
                        "First column",
                        "The column in which the text begins; 0 is that of copybook.columns. Set it when lines were shifted.")
                .number(
                        LAST_COLUMN,
                        0,
                        0,
                        4096,
                        "Last column",
                        "The column in which the text ends; 0 is that of copybook.columns. Set it when lines were shifted.")
                .flag(
                        DEBUGGING,
                        false,
                        "Debugging lines",
                        "Whether lines with a D in the indicator column count. Set it when the program was compiled so.")
                .text(
                        REPLACING,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Replacing",
                        "What is replaced in the copybook, as behind COPY ... REPLACING: ==:TAG:== BY ==CUST==. Set it to what"
                                + " the program says.")
                .text(
                        TAGS,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Tags",
                        "What stands for words between colons: TAG=CUST for :TAG:. Set it instead of copybook.replacing when"
                                + " that is all.")
                .choice(
                        POINT,
                        Dialect.DecimalPoint.AUTO,
                        "Decimal point",
                        "Which sign of a picture is the decimal point; auto goes by DECIMAL-POINT IS COMMA and by the pictures."
                                + " Set it when the program's SPECIAL-NAMES are not part of the copybook.")
                .number(
                        POINTER,
                        Dialect.IBM.pointerBytes(),
                        4,
                        8,
                        "Pointer",
                        "The bytes of POINTER and INDEX, 4 or 8. Set 8 for programs of 64 bits.")
                .choice(
                        SIZES,
                        Dialect.IBM.binarySizes(),
                        "Binary sizes",
                        "How many bytes a binary number takes. Choose another than IBM's for Micro Focus and GnuCOBOL.")
                .choice(
                        WIDE,
                        Dialect.IBM.wideBinaries(),
                        "Wide binaries",
                        "What becomes of binary numbers of more than 18 digits, which IBM does not have. Choose their size for"
                                + " Micro Focus and GnuCOBOL.")
                .flag(
                        NATIONAL,
                        Dialect.IBM.nationalSymbol(),
                        "PIC N is national",
                        "Whether PIC N without USAGE is UTF-16, or double-byte. Turn it off for NSYMBOL(DBCS).");
    }

    @Override
    public String key(AbstractConfig config) {
        return config.getList(FILE).isEmpty() ? TEXT : FILE;
    }

    @Override
    public List<Item.Group> records(AbstractConfig config) throws BadOption {
        Map<String, String> texts = texts(config);
        CopybookOptions options = options(config);
        List<Item.Group> records = new ArrayList<>();
        List<BadOption.Complaint> complaints = new ArrayList<>();
        texts.forEach((name, text) -> {
            String place = name.isEmpty() ? "" : name + ", ";
            try {
                Copybook copybook = Copybook.parse(text, options);
                records.addAll(copybook.records());
                copybook.warnings().stream()
                        .limit(MOST_WARNINGS)
                        .forEach(warning -> LOG.warn("Copybook: {}{}", place, warning));
            } catch (CopybookProblems wrong) {
                for (CopybookProblem problem : wrong.problems()) {
                    complaints.add(new BadOption.Complaint(key(config), place + problem));
                }
            }
        });
        if (!complaints.isEmpty()) {
            throw new BadOption(complaints);
        }
        return records;
    }

    private static Map<String, String> texts(AbstractConfig config) throws BadOption {
        String inline = config.getString(TEXT);
        List<String> files = config.getList(FILE);
        if (inline.isBlank() == files.isEmpty()) {
            // The copybook is not repeated: it may be long.
            throw new BadOption(TEXT, "give the copybook here or in " + FILE + ", one of both");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (!inline.isBlank()) {
            texts.put("", inline);
        }
        for (String file : files) {
            texts.put(files.size() == 1 ? "" : file, LayoutFile.read(FILE, file));
        }
        return texts;
    }

    private static CopybookOptions options(AbstractConfig config) throws BadOption {
        List<String> folders = config.getList(FOLDERS);
        Columns columns;
        Dialect dialect;
        try {
            columns = new Columns(
                    OptionGroup.choiceOf(ReferenceFormat.class, config.getString(COLUMNS)),
                    config.getInt(FIRST_COLUMN),
                    config.getInt(LAST_COLUMN));
        } catch (IllegalArgumentException wrong) {
            throw new BadOption(LAST_COLUMN, String.valueOf(wrong.getMessage()));
        }
        try {
            dialect = Dialect.IBM
                    .with(OptionGroup.choiceOf(Dialect.DecimalPoint.class, config.getString(POINT)))
                    .withPointerBytes(config.getInt(POINTER))
                    .with(
                            OptionGroup.choiceOf(Dialect.BinarySizes.class, config.getString(SIZES)),
                            OptionGroup.choiceOf(Dialect.WideBinaries.class, config.getString(WIDE)))
                    .withNationalSymbol(config.getBoolean(NATIONAL));
        } catch (IllegalArgumentException wrong) {
            throw new BadOption(POINTER, String.valueOf(wrong.getMessage()));
        }
        return CopybookOptions.DEFAULT
                .with(columns)
                .with(dialect)
                .withDebuggingLines(config.getBoolean(DEBUGGING))
                .withMembers(name -> LayoutFile.member(folders, name))
                .withReplacing(config.getString(REPLACING))
                .withTags(Clauses.pairs(TAGS, config.getString(TAGS)));
    }
}
