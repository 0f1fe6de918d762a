$p0s0 << EOD
7 98.85523
EOD
$p0s1 << EOD
1 83.027
2 89.2569
3 90.72807
4 92.01005
5 92.8962
6 92.78403
7 93.35917
EOD
$p1s0 << EOD
7 93.37309
EOD
$p1s1 << EOD
1 77.402
2 85.4444
3 87.51973
4 89.1038
5 90.1712
6 90.17987
7 90.84131
EOD
$p2s0 << EOD
7 89.33737
EOD
$p2s1 << EOD
1 68.152
2 79.8194
3 83.10307
4 85.2913
5 86.7212
6 86.97153
7 87.8056
EOD
$p3s0 << EOD
7 88.54273
EOD
$p3s1 << EOD
1 77.777
2 83.6319
3 84.97807
4 86.19755
5 87.0462
6 86.90903
7 87.46631
EOD
$p4s0 << EOD
7 85.7588
EOD
$p4s1 << EOD
1 72.402
2 79.9444
3 81.85307
4 83.3538
5 84.3712
6 84.34653
7 84.98417
EOD
$p6s0 << EOD
7 82.01849
EOD
$p6s1 << EOD
1 72.527
2 78.0069
3 79.22807
4 80.38505
5 81.1962
6 81.03403
7 81.57346
EOD
$p7s0 << EOD
7 79.46237
EOD
$p7s1 << EOD
1 67.402
2 74.4444
3 76.1864
4 77.6038
5 78.5712
6 78.5132
7 79.12703
EOD
$p8s0 << EOD
7 76.48023
EOD
$p8s1 << EOD
1 59.152
2 69.3194
3 72.10307
4 74.0413
5 75.3212
6 75.47153
7 76.23417
EOD
set encoding utf8
set terminal svg noenhanced size 1177,888 font 'DejaVu Sans,13' background rgb 'white' name 'nine_panels'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
unset key
set multiplot
set lmargin at screen 0.06287171
set rmargin at screen 0.2922685
set bmargin at screen 0.6554054
set tmargin at screen 0.8806306
unset label
set label 1 'Nine' at screen 0.01699235,0.9718468 left front font ',16' textcolor rgb '#333333'
set label 2 'selected settings, one seed' at screen 0.01699235,0.9459459 left front font ',12' textcolor rgb '#777777'
set title 'Short' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('50%%' 50, '60%%' 60, '70%%' 70, '80%%' 80, '90%%' 90, '100%%' 100)
set label 3 'accuracy' at screen 0.01274427,0.768018 center rotate by 90 textcolor rgb '#333333'
set key at screen 0.8173322,0.8851351 left top vertical maxrows 2 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p0s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'train accuracy', \
  keyentry with lines lw 3 dt solid lc rgb '#EE6677' title 'validation accuracy'
set lmargin at screen 0.3160578
set rmargin at screen 0.5454545
set bmargin at screen 0.6554054
set tmargin at screen 0.8806306
unset label
set title '’quoted’ `exit` <tagged>' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
unset key
plot \
  $p1s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p1s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.5692438
set rmargin at screen 0.7986406
set bmargin at screen 0.6554054
set tmargin at screen 0.8806306
unset label
set title '正則化なし' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
unset key
plot \
  $p2s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p2s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.06287171
set rmargin at screen 0.2922685
set bmargin at screen 0.3648649
set tmargin at screen 0.5900901
unset label
set title 'A name that is much too long fo…' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('50%%' 50, '60%%' 60, '70%%' 70, '80%%' 80, '90%%' 90, '100%%' 100)
set label 3 'accuracy' at screen 0.01274427,0.4774775 center rotate by 90 textcolor rgb '#333333'
unset key
plot \
  $p3s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p3s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.3160578
set rmargin at screen 0.5454545
set bmargin at screen 0.3648649
set tmargin at screen 0.5900901
unset label
set title 'Short 4' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
unset key
plot \
  $p4s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p4s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.5692438
set rmargin at screen 0.7986406
set bmargin at screen 0.3648649
set tmargin at screen 0.5900901
unset label
set title '’quoted’ `exit` <tag… (diverged)' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
unset key
plot \
  1/0 notitle
set lmargin at screen 0.06287171
set rmargin at screen 0.2922685
set bmargin at screen 0.07432432
set tmargin at screen 0.2995495
unset label
set title '正則化なし 6' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7)
unset logscale y
set yrange [50:100]
set ytics ('50%%' 50, '60%%' 60, '70%%' 70, '80%%' 80, '90%%' 90, '100%%' 100)
set label 3 'accuracy' at screen 0.01274427,0.1869369 center rotate by 90 textcolor rgb '#333333'
set label 4 'epoch' at screen 0.1775701,0.02252252 center textcolor rgb '#333333'
unset key
plot \
  $p6s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p6s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.3160578
set rmargin at screen 0.5454545
set bmargin at screen 0.07432432
set tmargin at screen 0.2995495
unset label
set title 'A name that is much too long fo…' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
set label 4 'epoch' at screen 0.4307562,0.02252252 center textcolor rgb '#333333'
unset key
plot \
  $p7s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p7s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
set lmargin at screen 0.5692438
set rmargin at screen 0.7986406
set bmargin at screen 0.07432432
set tmargin at screen 0.2995495
unset label
set title 'Short 8' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7)
unset logscale y
set yrange [50:100]
set ytics ('' 50, '' 60, '' 70, '' 80, '' 90, '' 100)
set label 4 'epoch' at screen 0.6839422,0.02252252 center textcolor rgb '#333333'
unset key
plot \
  $p8s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p8s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
unset multiplot
