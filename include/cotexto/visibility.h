/* What makes a symbol of the library public: everything else is hidden by the build. */
#ifndef COTEXTO_VISIBILITY_H
#define COTEXTO_VISIBILITY_H

#if defined(__GNUC__)
#define COTEXTO_API __attribute__((visibility("default")))
#else
#define COTEXTO_API
#endif

#ifdef __cplusplus
#define COTEXTO_BEGIN extern "C" {
#define COTEXTO_END   }
#else
#define COTEXTO_BEGIN
#define COTEXTO_END
#endif

#endif
