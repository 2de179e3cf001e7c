package dev.sixpost.mailer.mail;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The templates of the mail: ours only, from the class path, compiled at start. What tenants and requests bring is data;
 * HTML escapes it, and no template can reach a class, an object's methods or a file.
 */
final class Templates {

    /** The parts of a mail. */
    enum Part {
        TEXT("text.ftl"),
        HTML("html.ftlh");

        private final String file;

        Part(String file) {
            this.file = file;
        }
    }

    private final Map<Part, Template> templates = new EnumMap<>(Part.class);

    Templates() {
        Configuration configuration = lockedDown();
        for (Part part : Part.values()) {
            try {
                templates.put(part, configuration.getTemplate(part.file));
            } catch (IOException e) {
                throw new UncheckedIOException("template " + part.file + " does not compile", e);
            }
        }
    }

    /** Whole, or not at all: nothing half-rendered leaves this method. */
    String render(Part part, Map<String, Object> model) throws Unrenderable {
        Template template = templates.get(part);
        if (template == null) {
            throw new IllegalStateException("no template for " + part);
        }
        StringWriter out = new StringWriter();
        try {
            template.process(model, out);
        } catch (TemplateException | IOException e) {
            // Its message quotes the model.
            throw new Unrenderable("template-failed");
        }
        return out.toString();
    }

    static Configuration lockedDown() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, "/dev/sixpost/mailer/mail"));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_35));
        configuration.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setLocalizedLookup(false);
        configuration.setNumberFormat("computer");
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        return configuration;
    }
}
