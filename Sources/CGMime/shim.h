// What of GMime is used: CMailReader, a C target, includes the rest itself, because GObject's types are macros.
#pragma once
