"""Places: regions, towns, the ends of roads and lots, houses in which people live, and how all are spelled."""

from typing import Final

REGIONS: Final = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
REGION_TITLES: Final = "특별자치시|특별자치도|특별시|광역시|시|도|特別市|直轄市|廣域市"
# The last letter before a building or lot number: 세종대로 110, 테헤란로8길 12, 역삼동 123-4, 산정리 산 12.
ROAD_ENDINGS: Final = "로길동리가읍면"
# How the number of a flat, a lot or a road's branch ends where it is said, and how that of a house begins.
SPELLED_HOUSES: Final = (
    *(f"{ten}{one}호" for ten in "십백천" for one in "일이삼사오육칠팔구십"),
    *(f"{nought}{one}호" for nought in "공영" for one in "일이삼사오육칠팔구"),
    *(f"{one}백호" for one in "일이삼사오육칠팔구천"),
    *(f"{last}{gap}번{end}" for last in "일이삼사오육칠팔구십백천" for gap in ("", " ") for end in "길지"),
    *(f"{road} {one}{ten}" for road in "로길" for one in "이삼사오육칠팔구" for ten in "십백"),
    *(f"{road} {figure}" for road in "로길동리" for figure in "一二三四五六七八九"),
    *(f"{road} {ten}{one}" for road in "로길" for ten in "십백" for one in "일이삼사오육칠팔구"),
)
# The end of a road or a district before its number, each letter by itself; a line that is broken there.
APART: Final = (
    *(f" {end}{gap}{figure}" for end in "로길동리" for gap in (" ", "  ") for figure in "0123456789"),
    *(f" {end}\n" for end in "로길동리"),
    *(f"{end} \n{gap}{figure}" for end in "로길동리" for gap in ("", " ") for figure in "123456789"),
    *(f"\n{end}{behind}" for end in "시군구읍면동리로길층" for behind in " ,)"),
    *("\n호", "\n번길", "\n번지"),
    *(f"{end}\n  " for end in "시군구읍면동리로길층"),
    *(f" {figure} {end}" for end in "동호" for figure in "0123456789"),
    *(f"{end} {one} {other}" for end in "로길동리" for one in "123456789" for other in "0123456789"),
)
# What the names of hamlets end in.
HAMLETS: Final = ("마을", "부락", "골", "말", "촌", "터", "뜸")
# Where the number of a house is covered: 마당로 **.
COVERED_HOUSES: Final = tuple(end + gap + mark for end in "로길동리" for gap in ("", " ") for mark in "*○●")
# The ends of romanized roads and districts.
ROMANIZED: Final = ("-ro", "-gil", "-daero", "-dong", "-ri")
# Towns that people write without their endings before a district, and those that are no districts.
UNTITLED: Final = (
    "수원|성남|고양|용인|부천|안산|안양|남양주|화성|평택|의정부|시흥|파주|김포|광명|군포|하남|오산|이천|안성|구리|의왕|포천|양주|여주"
    "|동두천|과천|춘천|원주|강릉|동해|태백|속초|삼척|청주|충주|제천|천안|공주|보령|아산|서산|논산|계룡|당진|전주|군산|익산|정읍|남원"
    "|김제|목포|여수|순천|나주|광양|포항|경주|김천|안동|구미|영주|영천|상주|문경|경산|창원|진주|통영|사천|김해|밀양|거제|양산|마산"
    "|진해|서귀포|일산|분당|판교|동탄|광교|평촌|산본|위례|송도|청라|영종|운정|다산"
)
DISTRICTS: Final = (
    "강남|서초|송파|강동|강서|양천|구로|금천|영등포|동작|관악|마포|서대문|은평|종로|용산|성동|광진|동대문|중랑|성북|강북|도봉|노원|해운대|수영"
    "|연제|금정|사하|사상|기장|수성|달서|달성|연수|부평|계양|미추홀|유성|대덕|광산|수지|기흥|처인|영통|권선|팔달|덕양|상록|단원|동안|만안"
    "|완산|덕진|상당|흥덕|청원|서원|의창|성산|마산합포"
)
# Counties that are written so behind their province or before a town, and are words of other things elsewhere.
COUNTIES: Final = (
    "가평|양평|연천|홍천|횡성|영월|평창|정선|철원|화천|양구|인제|고성|양양|보은|옥천|영동|증평|진천|괴산|음성|단양|금산|부여|서천|청양"
    "|홍성|예산|태안|완주|진안|무주|장수|임실|순창|고창|부안|담양|곡성|구례|고흥|보성|화순|장흥|강진|해남|영암|무안|함평|영광|장성|완도"
    "|진도|신안|군위|의성|청송|영양|영덕|청도|고령|성주|칠곡|예천|봉화|울진|울릉|의령|함안|창녕|남해|하동|산청|함양|거창|합천|강화|옹진|울주"
)

# Houses in which people live, by what their names end in.
HOUSES: Final = (
    "아파트|APT|빌라|맨션|맨숀|연립|주(?<!공동.)(?<!단독.)택|원룸|고시원|고시텔|쉐어하우스|하이츠|캐슬|팰리스|오피스텔|빌리지|빌(?!딩)|임대|주공|자이"
    "|래미안|푸르지오|힐스테이트|편한세상|롯데캐슬|더샵|아이파크|SK뷰|위브|스위첸|데시앙|베르디움|쌍용|삼성|한신|타운|단지|마을"
    "|퍼스티지|하늘채|그라시움|센트럴|파크|시티|더휴|포레|센트라스|메르디앙|어울림|비발디|수자인|칸타빌|풍경채|스타힐스|코오롱|우방|휴먼시아|벽산"
    "|두산|현대|대림|극동|우성|시영|한양|럭키|미도|선경|신동아|삼익|금호|크로바|선수촌|리버뷰|스카이뷰"
)
# Houses that are somebody's home only where words say so.
STAYS: Final = (
    "여인숙|여관|모텔|쪽방촌?|요양원|요양병원|기숙사|생활관|학사|쉼터|보호소|그룹홈|양로원"
    "|공동생활가정|게스트하우스|하숙집?|사택|관사|숙소"
)


# Names of houses that a pair of numbers may stand behind: 나래주공 306-1402.
HOUSE_NAMES: Final = (*(name for name in HOUSES.split("|") if name.isalpha() and name != "주"), "차", "단지")
